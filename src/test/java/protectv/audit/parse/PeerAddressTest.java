package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "2001:DB8:0:0:0:0:0:7, 2001:db8::7",
        "2001:db8:0:1:0:0:0:7, 2001:db8:0:1::7",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "2001:db8::, 2001:db8::",
        "::ffff:203.0.113.9, 203.0.113.9",
        "::FFFF:cb00:7109, 203.0.113.9",
        "64:ff9b::203.0.113.9, 64:ff9b::cb00:7109",
        "fe80::1%eth0, fe80::1%eth0",
    })
    void an_address_has_one_spelling(String text, String spelled) {
        assertThat(PeerAddress.of(text)).isEqualTo(new PeerAddress(spelled, null));
        assertThat(PeerAddress.literal(spelled)).isEqualTo(spelled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host.example.org", "localhost", "010.0.0.1", "256.1.1.1", "1.2.3", "1.2.3.4.5", "my_host-1", "1"
            })
    void what_is_no_address_is_a_name(String text) {
        assertThat(PeerAddress.of(text)).isEqualTo(new PeerAddress(null, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "g::",
                "::1%",
                "::1%a b",
                "%eth0",
                "::ffff:1.2.3",
                "1.2.3.4%eth0",
                "-host",
                ".host",
                "a b",
                "host/24",
                "hôst",
                "::١"
            })
    void what_is_neither_is_refused(String text) {
        assertThat(PeerAddress.of(text)).isNull();
    }
}
