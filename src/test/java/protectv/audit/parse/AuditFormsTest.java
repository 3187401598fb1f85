package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.LoginEvent;

/** The shapes that an audit line has in the field, and texts that only look like one. */
class AuditFormsTest {

    private static final String FIELDS =
            "category=<Audit> status=<failure> msg=<Key not found> subject=<Key> client-name=<web01>";

    private static AuditEvent audit(String line) {
        return (AuditEvent) Lines.event(Lines.syslog(line).get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 " + FIELDS,
                "<134>Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 " + FIELDS,
                "Oct 12 07:35:49.123 192.0.2.7 gordium: 2017-10-12 07:35:48 " + FIELDS,
                "Oct 12 2017 07:35:49 192.0.2.7 gordium[99]: 2017-10-12 07:35:48 " + FIELDS,
                "2017-10-12T07:35:49.5+00:00 192.0.2.7 gordium 2017-10-12 07:35:48 " + FIELDS,
                "2017-10-12T09:35:49+0200 192.0.2.7 gordium[1234] 2017-10-12 07:35:48 " + FIELDS,
                "<134>1 2017-10-12T07:35:49Z 192.0.2.7 gordium - - - 2017-10-12 07:35:48 " + FIELDS,
                "<134>1 2017-10-12T07:35:49Z 192.0.2.7 gordium - - -  2017-10-12 07:35:48 " + FIELDS,
                "<134>1 2017-10-12T07:35:49Z 192.0.2.7 gordium 12 a [x@1 y=\"z \\\" ]\"] 2017-10-12 07:35:48 " + FIELDS,
                "Oct 12 07:35:49 198.51.100.1 1 2017-10-12T07:35:55Z 192.0.2.7 gordium - - - 2017-10-12 07:35:48 "
                        + FIELDS,
                "Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 category=Audit, status=failure, msg=Key not found,"
                        + " subject=Key, client-name=web01",
                "Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 category=Audit status=Failure msg=Key not found"
                        + " subject=Key client-name=web01",
                "Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48,250 category=<Audit>, status=<failure>,"
                        + " msg=<Key not found>, subject=<Key>, client-name=<web01>  "
            })
    void forms_with_a_manager(String line) {
        AuditEvent event = audit(line);
        assertThat(event.kind()).isEqualTo(AuditKind.KEY_NOT_FOUND);
        assertThat(event.manager()).isEqualTo("192.0.2.7");
        assertThat(event.time() / 1000)
                .isEqualTo(Instant.parse("2017-10-12T07:35:48Z").getEpochSecond());
        assertThat(java.util.Objects.requireNonNull(event.relayTime()) / 1000)
                .isEqualTo(Instant.parse("2017-10-12T07:35:49Z").getEpochSecond());
        assertThat(event.status()).isEqualTo("failure");
        assertThat(event.subject()).isEqualTo("Key");
        assertThat(event.clientName()).isEqualTo("web01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2017-10-12 07:35:48 " + FIELDS,
                "gordium 2017-10-12 07:35:48 " + FIELDS,
                "2017-10-12T07:35:48Z " + FIELDS,
                "<134>gordium 2017-10-12 07:35:48 " + FIELDS,
                "Oct 12 07:35:48 " + FIELDS,
                "Oct 12 07:35:49 gordium 2017-10-12 07:35:48 " + FIELDS,
                "2026-10-12T07:35:48+00:00 gordium 2017-10-12 07:35:48 " + FIELDS,
                "<134>1 2026-10-12T07:35:48+00:00 gordium 2017-10-12 - - - 07:35:48 " + FIELDS,
                "Nov 22 23:39:09 2017-10-12 07: 35:48 " + FIELDS
            })
    void forms_without_a_manager(String line) {
        AuditEvent event = audit(line);
        assertThat(event.kind()).isEqualTo(AuditKind.KEY_NOT_FOUND);
        assertThat(event.manager()).isNull();
        assertThat(event.time()).isEqualTo(Instant.parse("2017-10-12T07:35:48Z").toEpochMilli());
        assertThat(event.clientName()).isEqualTo("web01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oct 12 07:35:49 db01 vault[9]: Key not found",
                "Oct 12 07:35:49 db01 logger: gordium 2017-10-12 07:35:48 " + FIELDS,
                "Oct 12 07:35:49 db01 app[3]: 2017-10-12 07:35:48 " + FIELDS,
                "Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 INFO service started",
                "Oct 12 07:35:49 db01 su[2]: pam_unix(su:auth): authentication failure; logname= uid=0 euid=0 tty= ruser= rhost=",
                ""
            })
    void the_words_of_other_programs_are_no_events(String line) {
        assertThat(Lines.syslog(line)).allMatch(fate -> fate instanceof Parsed.Other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 category=<Audit> status=<success> msg=<Key acc",
                "Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 category=<Audit> status=<success> msg=<Key accessed>"
                        + " subject=<Key> client-name=<web",
                "Oct 12 07:35:49 192.0.2.7 gordium category=<Audit> status=<success> msg=<Key accessed> subject=<Key>"
                        + " client-name=<web01>",
                "Oct 12 07:35:49 192.0.2.7 gordium 2017-13-12 07:35:48 " + FIELDS,
                "<134>1 2017-10-12T07:35:53+00:00 category=<Audit> status=<success> - - - msg=<Key accessed> subject=<Key>"
                        + " client-name=<web06>",
                "no stamp at all",
                "Feb 30 07:35:49 192.0.2.7 sshd[1]: Failed password for root from 203.0.113.9 port 4 ssh2"
            })
    void a_line_that_cannot_be_trusted_is_malformed(String line) {
        assertThat(Lines.syslog(line)).allMatch(fate -> fate instanceof Parsed.Malformed);
    }

    @Test
    void a_client_cannot_name_itself_into_another_field() {
        AuditEvent event =
                audit("Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 category=<Audit> status=<failure>"
                        + " msg=<Key not found> subject=<Key> client-name=<a> status=<success> msg=<Key accessed> subject=<Key>"
                        + " client-name=<web01>");
        assertThat(event.kind()).isEqualTo(AuditKind.KEY_NOT_FOUND);
        assertThat(event.status()).isEqualTo("failure");
        assertThat(event.clientName())
                .isEqualTo("a> status=<success> msg=<Key accessed> subject=<Key> client-name=<web01");
    }

    @Test
    void a_message_that_the_guide_does_not_list_is_kept() {
        AuditEvent event =
                audit("Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 category=<Audit> status=<success>"
                        + " msg=<Licence check, yearly> subject=<System> client-name=<None>");
        assertThat(event.kind()).isEqualTo(AuditKind.OTHER);
        assertThat(event.message()).isEqualTo("Licence check, yearly");
        assertThat(event.clientName()).isNull();
    }

    @Test
    void a_folded_audit_line_is_one_event_that_counts_as_often_as_it_says() {
        AuditEvent event = audit(
                "Oct 12 07:35:49 192.0.2.7 gordium: message repeated 3 times: [ 2017-10-12 07:35:48 " + FIELDS + "]");
        assertThat(event.kind()).isEqualTo(AuditKind.KEY_NOT_FOUND);
        assertThat(event.count()).isEqualTo(3);
        assertThat(event.clientName()).isEqualTo("web01");
    }

    @Test
    void the_note_that_the_last_message_was_repeated_is_about_the_line_before() {
        var fates = Lines.syslog(
                "Oct 12 07:35:49 pvm01 sshd[7]: Failed password for root from 203.0.113.9 port 4 ssh2",
                "Oct 12 07:36:19 pvm01 last message repeated 4 times",
                "Oct 12 07:36:20 pvm01 kernel: eth0 up",
                "Oct 12 07:37:19 pvm01 last message repeated 2 times");
        LoginEvent repeated = (LoginEvent) Lines.event(fates.get(1));
        assertThat(repeated.count()).isEqualTo(4);
        assertThat(repeated.sourceAddress()).isEqualTo("203.0.113.9");
        assertThat(repeated.time())
                .isEqualTo(Instant.parse("2017-10-12T07:36:19Z").toEpochMilli());
        assertThat(fates.get(3)).isInstanceOf(Parsed.Other.class);
    }
}
