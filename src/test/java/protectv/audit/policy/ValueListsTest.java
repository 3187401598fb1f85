package protectv.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.rule.RulesException;

class ValueListsTest {

    @TempDir
    private Path path;

    private PolicyFolder folder = new PolicyFolder(Path.of("."));

    @BeforeEach
    void useFolder() {
        folder = new PolicyFolder(path);
    }

    private ValueList load(String name) throws RulesException {
        return Objects.requireNonNull(ValueLists.load(path).find(name));
    }

    private void refused(String entry, String message) throws Exception {
        folder.with("lists/admin-networks.txt", "# ours", "", "  " + entry);
        assertThatThrownBy(() -> ValueLists.load(path))
                .isInstanceOf(RulesException.class)
                .hasMessageStartingWith("lists/admin-networks.txt:3:3: " + message);
    }

    @Test
    void a_list_of_texts_contains_its_lines() throws Exception {
        folder.with(
                "lists/admin-users.txt", "\uFEFF# who may log in", "", " pvadmin\t# the appliance's own", "a#b", "");
        ValueList list = load("admin-users");
        assertThat(list.kind()).isEqualTo(ValueList.Kind.TEXTS);
        assertThat(list.entries()).containsExactly("pvadmin", "a#b");
        assertThat(list.contains("pvadmin")).isTrue();
        assertThat(list.contains("PVADMIN")).isFalse();
        assertThat(list.contains("pvadmin\n")).isFalse();
        assertThat(list.contains("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0, true",
        "192.0.2.255, true",
        "192.0.3.0, false",
        "198.51.100.7, true",
        "198.51.100.8, false",
        "2001:db8::1, true",
        "2001:DB8:0:0::1, true",
        "2001:db9::1, false",
        "::ffff:192.0.2.9, true",
        "::ffff:c000:209, true",
        "::ffff:192.0.3.9, false",
        "2001:db8:1::/48, false",
        "192.0.2.1/32, false",
        "192.0.2.1%eth0, false",
        "2001:db8::1%eth0, false",
        "192.0.2.010, false",
        "192.0.2, false",
        "3221225985, false",
        "0xc0.0.2.1, false",
        "192.0.2.*, false",
        "192.0.2.1-5, false",
        "*, false",
        "'', false",
        "' 192.0.2.1', false",
        "web01.example.org, false"
    })
    void a_list_of_networks_contains_addresses(String value, boolean contained) throws Exception {
        folder.with("lists/admin-networks.txt", "192.0.2.0/24", "198.51.100.7 # the jump host", "2001:db8::/32");
        ValueList list = load("admin-networks");
        assertThat(list.kind()).isEqualTo(ValueList.Kind.NETWORKS);
        assertThat(list.contains(value)).isEqualTo(contained);
    }

    @Test
    void all_of_ipv4_is_not_all_of_ipv6() throws Exception {
        folder.with("lists/v4-networks.txt", "0.0.0.0/0").with("lists/v6-networks.txt", "::/0");
        assertThat(load("v4-networks").contains("203.0.113.9")).isTrue();
        assertThat(load("v4-networks").contains("2001:db8::1")).isFalse();
        assertThat(load("v6-networks").contains("203.0.113.9")).isFalse();
        assertThat(load("v6-networks").contains("2001:db8::1")).isTrue();
    }

    @Test
    void host_bits_in_a_network_are_refused_with_the_right_network() throws Exception {
        refused(
                "10.0.0.1/8",
                "\"10.0.0.1/8\" names a machine within a network; write 10.0.0.0/8 for the network, or 10.0.0.1 for"
                        + " the machine");
        refused(
                "2001:db8::1/32",
                "\"2001:db8::1/32\" names a machine within a network; write 2001:db8::/32 for the network, or"
                        + " 2001:db8::1 for the machine");
    }

    @Test
    void ipv4_in_ipv6_clothes_is_refused_with_the_plain_form() throws Exception {
        refused("::ffff:192.0.2.0/120", "\"::ffff:192.0.2.0/120\" is IPv4 in IPv6 clothes; write 192.0.2.0/24");
        refused("::ffff:192.0.2.1", "\"::ffff:192.0.2.1\" is IPv4 in IPv6 clothes; write 192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "/24",
                "192.0.2.0/33",
                "192.0.2.0/024",
                "192.0.2.0/255.255.255.0",
                "192.0.2",
                "192.0.2.1-9",
                "010.1.1.1",
                "0x0a.1.1.1",
                "3221225985",
                "fe80::1%eth0",
                "fe80::%1/64",
                "2001:db8::/129",
                "web01.example.org",
                "192.0.2.0/24, 198.51.100.0/24"
            })
    void what_is_no_network_is_refused(String entry) throws Exception {
        refused(entry, "\"" + entry + "\" is no network or address; write it as 192.0.2.0/24");
    }

    @Test
    void problems_of_all_lists_are_told_together() throws Exception {
        folder.with("lists/a-networks.txt", "x", "y")
                .with("lists/b-networks.txt", "z")
                .with("lists/Ä.txt", "w");
        assertThat(folder.problems())
                .extracting(text -> text.substring(0, text.indexOf(": ")))
                .containsExactly(
                        "lists/a-networks.txt:1:1",
                        "lists/a-networks.txt:2:1",
                        "lists/b-networks.txt:1:1",
                        "lists/Ä.txt");
    }

    @Test
    void a_list_without_entries_contains_nothing_and_other_files_are_no_lists() throws Exception {
        folder.with("lists/admin-users.txt", "# nobody").with("lists/README.md", "how to");
        assertThat(ValueLists.load(path).lists()).containsOnlyKeys("admin-users");
        assertThat(load("admin-users").entries()).isEmpty();
        Files.delete(path.resolve("lists/admin-users.txt"));
        assertThat(ValueLists.load(path).lists()).isEmpty();
    }
}
