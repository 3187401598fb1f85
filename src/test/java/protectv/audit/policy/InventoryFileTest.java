package protectv.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRole;

class InventoryFileTest {

    @TempDir
    private Path path;

    private PolicyFolder folder = new PolicyFolder(Path.of("."));

    @BeforeEach
    void useFolder() {
        folder = new PolicyFolder(path);
    }

    @Test
    void machines_have_names_aliases_and_silences() throws Exception {
        folder.with(
                "inventory.yaml",
                "managers:",
                "  - 192.0.2.7",
                "  - name: pvm02.example.org",
                "    aliases: [192.0.2.8, pvm02]",
                "    max-gap: 30m",
                "clients:",
                "  - {name: web01, max-gap: 7d}");
        Inventory inventory = folder.load().inventory();
        Inventory.Machine second = new Inventory.Machine(
                SourceRole.MANAGER, "pvm02.example.org", List.of("192.0.2.8", "pvm02"), Duration.ofMinutes(30));
        assertThat(inventory)
                .isEqualTo(new Inventory(
                        List.of(new Inventory.Machine(SourceRole.MANAGER, "192.0.2.7", List.of(), null), second),
                        List.of(new Inventory.Machine(SourceRole.CLIENT, "web01", List.of(), Duration.ofDays(7)))));
        assertThat(inventory.find(new LogSource(SourceRole.MANAGER, "192.0.2.8")))
                .isEqualTo(second);
        assertThat(inventory.find(new LogSource(SourceRole.MANAGER, "web01"))).isNull();
        assertThat(second.sources())
                .extracting(LogSource::name)
                .containsExactly("pvm02.example.org", "192.0.2.8", "pvm02");
    }

    @Test
    void those_heard_and_not_listed_are_machines_too() {
        Inventory inventory = new Inventory(
                List.of(new Inventory.Machine(SourceRole.MANAGER, "pvm01", List.of("192.0.2.7"), null)), List.of());
        List<LogSource> heard = List.of(
                new LogSource(SourceRole.MANAGER, "192.0.2.9"),
                new LogSource(SourceRole.MANAGER, "192.0.2.7"),
                new LogSource(SourceRole.CLIENT, "web01"));
        assertThat(inventory.with(SourceRole.MANAGER, heard))
                .extracting(Inventory.Machine::name)
                .containsExactly("192.0.2.9", "pvm01");
        assertThat(inventory.with(SourceRole.CLIENT, heard))
                .extracting(Inventory.Machine::name)
                .containsExactly("web01");
    }

    @Test
    void all_problems_are_told_with_entry_and_line() throws Exception {
        folder.with(
                "inventory.yaml",
                "managers:",
                "  - 192.0.2.7",
                "  - name: pvm01",
                "    aliases: [192.0.2.7]",
                "    max-gap: 59s",
                "  - {aliases: pvm02, max-gap: 1 hour}",
                "  - 7",
                "  - name: pvm01",
                "clients: web01",
                "gateways: []");
        assertThat(folder.problems())
                .containsExactly(
                        "inventory.yaml:4:15: \"192.0.2.7\" of manager 2 stands already in line 2; a name or alias"
                                + " belongs to one machine, take one out",
                        "inventory.yaml:5:14: max-gap of manager 2: a silence of \"59s\" is too short to be noticed;"
                                + " write 1m or more",
                        "inventory.yaml:6:5: manager 3 has no name; add one",
                        "inventory.yaml:6:15: aliases of manager 3 is a text; write a list: [one, two]",
                        "inventory.yaml:6:31: max-gap of manager 3: \"1 hour\" is no span of time; write it as 90s,"
                                + " 10m, 4h or 30d",
                        "inventory.yaml:7:5: manager 4 is a number or a truth value; it has the keys aliases, max-gap,"
                                + " name",
                        "inventory.yaml:8:11: \"pvm01\" of manager 5 stands already in line 3; a name or alias belongs"
                                + " to one machine, take one out",
                        "inventory.yaml:9:10: clients is a text; write a list, each entry behind a -",
                        "inventory.yaml:10:1: the file has no key \"gateways\"; it has clients, managers");
    }

    @Test
    void a_client_may_have_the_name_of_a_manager() throws Exception {
        folder.with("inventory.yaml", "managers: [gordium]", "clients: [gordium]");
        assertThat(folder.load().inventory().of(SourceRole.CLIENT)).hasSize(1);
    }
}
