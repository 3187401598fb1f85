package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;

/** The sample lines that the guide prints on pages 9 and 12, one of them with its broken {@code client- name}. */
class GuideSamplesTest {

    private static final String PREFIX = "Oct 12 07:28:15 54.89.128.83 gordium 2017-10-12 ";

    private static AuditEvent audit(String line) {
        return (AuditEvent) Lines.event(Lines.syslog(line).get(0));
    }

    private static LoginEvent login(String line) {
        return (LoginEvent) Lines.event(Lines.syslog(line).get(0));
    }

    @Test
    void client_update_with_the_key_broken_as_printed() {
        AuditEvent event =
                audit("Oct 12 07:35:49 54.89.128.83 gordium 2017-10-12 07:35:48 category=<Audit> status=<success>"
                        + " msg=<Client instance update success> subject=<Instance> client- name=<ip-172-30-1-40>");
        assertThat(event.kind()).isEqualTo(AuditKind.CLIENT_INSTANCE_UPDATE_SUCCESS);
        assertThat(event.manager()).isEqualTo("54.89.128.83");
        assertThat(event.time()).isEqualTo(Instant.parse("2017-10-12T07:35:48Z").toEpochMilli());
        assertThat(event.relayTime())
                .isEqualTo(Instant.parse("2017-10-12T07:35:49Z").toEpochMilli());
        assertThat(event.category()).isEqualTo("Audit");
        assertThat(event.status()).isEqualTo("success");
        assertThat(event.subject()).isEqualTo("Instance");
        assertThat(event.clientName()).isEqualTo("ip-172-30-1-40");
    }

    @Test
    void events_that_are_about_no_client() {
        AuditEvent agent = audit(
                PREFIX
                        + "07:28:14 category=<Audit> status=<success> msg=<Agent create success> subject=<Agent> client-name=<none>");
        AuditEvent token = audit(PREFIX + "07:28:13 category=<Audit> status=<success> msg=<Gateway token create>"
                + " subject=<AgentEnrollmentToken> client-name=<none>");
        assertThat(agent.kind()).isEqualTo(AuditKind.AGENT_CREATE_SUCCESS);
        assertThat(token.kind()).isEqualTo(AuditKind.GATEWAY_TOKEN_CREATE);
        assertThat(agent.clientName()).isNull();
        assertThat(token.clientName()).isNull();
        assertThat(token.subject()).isEqualTo("AgentEnrollmentToken");
    }

    @Test
    void two_equal_lines_are_two_events() {
        String line = PREFIX
                + "07:28:14 category=<Audit> status=<success> msg=<Agent create success> subject=<Agent> client-name=<none>";
        List<Parsed> fates = Lines.syslog(line, line);
        assertThat(Lines.event(fates.get(0)).seq())
                .isLessThan(Lines.event(fates.get(1)).seq());
    }

    @Test
    void logins() {
        LoginEvent opened = login(
                "Oct 12 08:19:40 54.89.128.83 sshd[30098]: pam_unix(sshd:session): session opened for user pvadmin by (uid=0)");
        assertThat(opened.kind()).isEqualTo(LoginKind.SESSION_OPENED);
        assertThat(opened.user()).isEqualTo("pvadmin");
        assertThat(opened.uid()).isZero();
        assertThat(opened.pid()).isEqualTo(30098);
        assertThat(opened.host()).isEqualTo("54.89.128.83");
        LoginEvent key =
                login("Oct 12 08:29:57 54.89.128.83 sshd[30192]: Accepted publickey for pvadmin from 42.99.164.65"
                        + " port 26090 ssh2: RSA b1:98:b0:a9:7b:ee:8b:0f:9e:5b:c1:8c:0a:17:8e:75");
        assertThat(key.kind()).isEqualTo(LoginKind.ACCEPTED_PUBLICKEY);
        assertThat(key.sourceAddress()).isEqualTo("42.99.164.65");
        assertThat(key.port()).isEqualTo(26090);
        assertThat(key.keyType()).isEqualTo("RSA");
        assertThat(key.fingerprint()).isEqualTo("b1:98:b0:a9:7b:ee:8b:0f:9e:5b:c1:8c:0a:17:8e:75");
        assertThat(login(
                                "Oct 12 08:30:46 54.89.128.83 sshd[21455]: pam_unix(sshd:session): session closed for user pvadmin")
                        .kind())
                .isEqualTo(LoginKind.SESSION_CLOSED);
        LoginEvent left = login(
                "Oct 12 08:31:47 54.89.128.83 sshd[21603]: Received disconnect from 127.0.0.1: 11: disconnected by user");
        assertThat(left.kind()).isEqualTo(LoginKind.DISCONNECTED);
        assertThat(left.sourceAddress()).isEqualTo("127.0.0.1");
    }
}
