package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;

/** Headers and wordings of less common systems, which lost a line or a field before. */
class FieldHeadersTest {

    private static LoginEvent login(String line) {
        return (LoginEvent) Lines.event(Lines.syslog(line).get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oct 12 08:00:01 relay auth|security:info Message forwarded from web01: sshd[77]: ",
                "Oct 12 08:00:01 relay Message forwarded from web01: sshd[77]: ",
                "Oct 12 08:00:01 web01 authpriv.info sshd[77]: ",
                "\0\0\0Oct 12 08:00:01 web01 sshd[77]: ",
                "\uFEFF<38>Oct 12 08:00:01 web01 sshd[77]: ",
                "Oct 12 08:00:01 web01 sshd[77] <Error>: ",
                "Oct 12 08:00:01 web01 com.openssh.sshd[77] <Info>: "
            })
    void headers_of_aix_busybox_and_macos_are_sshds(String header) {
        LoginEvent event = login(header + "Failed password for root from 198.51.100.1 port 22 ssh2");
        assertThat(event.kind()).isEqualTo(LoginKind.FAILED_PASSWORD);
        assertThat(event.host()).isEqualTo("web01");
        assertThat(event.pid()).isEqualTo(77);
        assertThat(event.sourceAddress()).isEqualTo("198.51.100.1");
    }

    @Test
    void the_module_name_of_old_debian_is_pams() {
        LoginEvent opened = login("Oct 12 08:00:01 h sshd[1]: (pam_unix) session opened for user ann by (uid=0)");
        assertThat(opened.kind()).isEqualTo(LoginKind.SESSION_OPENED);
        assertThat(opened.user()).isEqualTo("ann");
        assertThat(opened.uid()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed password for ann from 198.51.100.1",
                "Failed password for ann from 198.51.100.1 port 20000 ssh1: ruser ann from 203.0.113.9"
            })
    void a_failed_password_counts_where_its_peer_cannot_be_told(String message) {
        LoginEvent event = login("Oct 12 08:00:01 h sshd[1]: " + message);
        assertThat(event.kind()).isEqualTo(LoginKind.FAILED_PASSWORD);
        assertThat(event.sourceAddress()).isNull();
        assertThat(event.user()).isNull();
    }

    @Test
    void a_name_that_ends_like_an_address_is_no_user_of_too_many_failures() {
        LoginEvent event = login("Oct 12 08:00:01 h sshd[1]: Disconnecting: Too many authentication failures for"
                + " root from 203.0.113.9 port 22 ssh2 [preauth]");
        assertThat(event.kind()).isEqualTo(LoginKind.TOO_MANY_FAILURES);
        assertThat(event.user()).isNull();
        assertThat(event.sourceAddress()).isNull();
    }

    @Test
    void a_request_names_its_invalid_user() {
        LoginEvent event = login("Oct 12 08:00:01 h sshd[1]: input_userauth_request: invalid user bob [preauth]");
        assertThat(event.user()).isEqualTo("bob");
        assertThat(event.invalidUser()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2017-10-12 07:35:48,123 INFO  [main] com.example.KeyService - Key refused for /dev/xvdf1",
                "2017-10-12 07:35:48,123 INFO 12 --- [main] c.e.KeyService : Key refused for /dev/xvdf1",
                "2017-10-12 07:35:48\tWARN\tKey refused for /dev/xvdf1",
                "2017-10-12 07:35:48|WARN|main|Key refused for /dev/xvdf1",
                "2017-10-12 07:35:48 | WARN | main | Key refused for /dev/xvdf1",
                "2017-10-12 07:35:48;INFO;Key refused for /dev/xvdf1"
            })
    void clients_layouts_of_tables_and_of_log4j(String line) {
        ClientEvent event = (ClientEvent) Lines.event(
                Lines.parse("protectvl.log", Lines.END_OF_2017, line).get(0));
        assertThat(event.kind()).isEqualTo(ClientKind.KEY_REFUSED);
        assertThat(event.partition()).isEqualTo("/dev/xvdf1");
    }

    @Test
    void syslog_lines_among_a_clients_own_name_the_client() {
        List<Parsed> fates = Lines.parse(
                "protectvl.log",
                Lines.END_OF_2017,
                "2017-10-12 07:35:47 INFO Processing system partitions",
                "2017-10-12 07:35:47 INFO Rekeying immediately",
                "Oct 12 07:35:48 web01 protectvl[12]: Key refused for /dev/xvdf1");
        ClientEvent event = (ClientEvent) Lines.event(fates.get(2));
        assertThat(event.kind()).isEqualTo(ClientKind.KEY_REFUSED);
        assertThat(event.clientName()).isEqualTo("web01");
    }

    @ParameterizedTest
    @CsvSource({"10/12/2017 07:35:48", "12-Oct-2017 07:35:48", "20171012-07:35:48.123"})
    void a_message_behind_an_unknown_stamp_is_malformed_and_not_lost(String stamp) {
        List<Parsed> fates = Lines.parse(
                "protectvl.log",
                Lines.END_OF_2017,
                "2017-10-12 07:35:47 INFO Processing system partitions",
                stamp + " Key refused for /dev/xvdf1");
        assertThat(fates.get(1)).isInstanceOf(Parsed.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2017-10-12 07:35:48 user said: Key refused for /dev/sda1",
                "2017-10-12 07:35:48 INFO the name is x | Key refused for /dev/sda1",
                "2017-10-12 07:35:48 INFO name=x - Key refused for /dev/sda1"
            })
    void text_that_quotes_a_message_is_not_one(String line) {
        ClientEvent event = (ClientEvent) Lines.event(
                Lines.parse("protectvl.log", Lines.END_OF_2017, line).get(0));
        assertThat(event.kind()).isEqualTo(ClientKind.OTHER);
    }
}
