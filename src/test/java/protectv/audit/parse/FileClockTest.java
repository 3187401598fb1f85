package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import protectv.audit.event.AuditEvent;

/** The year, the zone, leap days, New Year and the hours that clocks skip or show twice. */
class FileClockTest {

    private static final String LOGIN = " pvm01 sshd[7]: Failed password for root from 203.0.113.9 port 4 ssh2";

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static String audit(String relay, String own) {
        return relay + " 192.0.2.7 gordium " + own
                + " category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>";
    }

    private static List<String> times(ZoneId zone, String reference, String... lines) {
        return Lines.times(Lines.parse("auth.log", Lines.options(zone, reference), lines));
    }

    @Test
    void the_year_comes_from_the_audit_lines_of_the_file_not_from_the_reference() {
        assertThat(times(
                        ZoneOffset.UTC,
                        "2026-11-22T00:00:00Z",
                        "Oct 11 23:59:59" + LOGIN,
                        audit("Oct 12 07:35:49", "2017-10-12 07:35:48"),
                        "Oct 12 07:36:00" + LOGIN))
                .containsExactly("2017-10-11T23:59:59Z", "2017-10-12T07:35:48Z", "2017-10-12T07:36:00Z");
    }

    @Test
    void new_year_within_a_file() {
        assertThat(times(
                        ZoneOffset.UTC,
                        "2018-01-02T00:00:00Z",
                        "Dec 31 23:59:59" + LOGIN,
                        "Jan  1 00:00:01" + LOGIN,
                        "Dec 31 23:59:58" + LOGIN,
                        "Jan  1 00:00:02" + LOGIN))
                .containsExactly(
                        "2017-12-31T23:59:59Z", "2018-01-01T00:00:01Z", "2017-12-31T23:59:58Z", "2018-01-01T00:00:02Z");
    }

    @Test
    void new_year_between_the_two_stamps_of_an_audit_line() {
        List<Parsed> fates = Lines.syslog(
                "Dec 31 23:00:00" + LOGIN, audit("Jan  1 00:00:01", "2017-12-31 23:59:59"), "Jan  1 00:00:05" + LOGIN);
        assertThat(Lines.times(fates))
                .containsExactly("2017-12-31T23:00:00Z", "2017-12-31T23:59:59Z", "2018-01-01T00:00:05Z");
        AuditEvent audit = (AuditEvent) Lines.event(fates.get(1));
        assertThat(audit.relayTime()).isEqualTo(audit.time() + 2000);
    }

    @Test
    void a_manager_whose_clock_has_gone_wrong_tells_no_year() {
        List<Parsed> fates = Lines.syslog(
                "Oct 12 07:00:00" + LOGIN, audit("Oct 12 07:35:49", "2000-01-01 00:00:03"), "Oct 12 07:36:00" + LOGIN);
        assertThat(Lines.times(fates))
                .containsExactly("2017-10-12T07:00:00Z", "2000-01-01T00:00:03Z", "2017-10-12T07:36:00Z");
    }

    @Test
    void a_file_ends_no_later_than_its_reference() {
        assertThat(times(ZoneOffset.UTC, "2018-03-01T12:00:00Z", "Nov  3 10:00:00" + LOGIN, "Feb 27 10:00:00" + LOGIN))
                .containsExactly("2017-11-03T10:00:00Z", "2018-02-27T10:00:00Z");
        assertThat(times(ZoneOffset.UTC, "2018-03-01T12:00:00Z", "Mar  3 10:00:00" + LOGIN))
                .containsExactly("2017-03-03T10:00:00Z");
    }

    @Test
    void a_file_of_several_years() {
        assertThat(times(
                        ZoneOffset.UTC,
                        "2018-06-01T00:00:00Z",
                        "May  1 10:00:00" + LOGIN,
                        "Dec  1 10:00:00" + LOGIN,
                        "May  1 10:00:00" + LOGIN,
                        "Jan  1 10:00:00" + LOGIN))
                .containsExactly(
                        "2016-05-01T10:00:00Z", "2016-12-01T10:00:00Z", "2017-05-01T10:00:00Z", "2018-01-01T10:00:00Z");
    }

    @Test
    void a_leap_day_is_only_in_a_leap_year() {
        assertThat(times(ZoneOffset.UTC, "2018-12-31T00:00:00Z", "Feb 29 10:00:00" + LOGIN, "Mar  1 10:00:00" + LOGIN))
                .containsExactly("2016-02-29T10:00:00Z", "2016-03-01T10:00:00Z");
        assertThat(Lines.syslog(audit("Feb 28 10:00:00", "2017-02-28 10:00:00"), "Feb 29 10:00:00" + LOGIN)
                        .get(1))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(Lines.syslog(audit("Feb 29 10:00:00", "2017-02-29 10:00:00")).get(0))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void without_anything_that_tells_the_year_a_line_is_malformed() {
        ParseOptions options = new ParseOptions(ZoneOffset.UTC, null, List.of(), null);
        assertThat(Lines.parse("-", options, "Oct 12 07:35:49" + LOGIN))
                .containsExactly(new Parsed.Malformed(LineParser.NO_YEAR));
        assertThat(Lines.parse("-", options, "2017-10-12T07:35:49Z" + LOGIN)).allMatch(f -> f instanceof Parsed.Found);
    }

    @Test
    void the_zone_is_that_of_the_stamp_else_the_one_given() {
        assertThat(times(BERLIN, "2017-12-31T00:00:00Z", "Oct 12 07:35:49" + LOGIN, "2017-10-12T07:35:50Z" + LOGIN))
                .containsExactly("2017-10-12T05:35:49Z", "2017-10-12T07:35:50Z");
    }

    @Test
    void the_hour_that_comes_twice_does_not_go_back() {
        assertThat(times(
                        BERLIN,
                        "2017-12-31T00:00:00Z",
                        "Oct 29 01:59:00" + LOGIN,
                        "Oct 29 02:10:00" + LOGIN,
                        "Oct 29 02:59:59" + LOGIN,
                        "Oct 29 02:00:01" + LOGIN,
                        "Oct 29 01:59:59" + LOGIN,
                        "Oct 29 02:30:00" + LOGIN,
                        "Oct 29 03:00:00" + LOGIN))
                .containsExactly(
                        "2017-10-28T23:59:00Z",
                        "2017-10-29T00:10:00Z",
                        "2017-10-29T00:59:59Z",
                        "2017-10-29T01:00:01Z",
                        "2017-10-28T23:59:59Z",
                        "2017-10-29T01:30:00Z",
                        "2017-10-29T02:00:00Z");
    }

    @Test
    void a_time_that_no_clock_showed_is_read_as_one_not_put_forward_yet() {
        assertThat(times(
                        BERLIN,
                        "2017-12-31T00:00:00Z",
                        "Mar 26 01:59:59" + LOGIN,
                        "Mar 26 02:30:00" + LOGIN,
                        "Mar 26 03:30:01" + LOGIN))
                .containsExactly("2017-03-26T00:59:59Z", "2017-03-26T01:30:00Z", "2017-03-26T01:30:01Z");
    }

    @Test
    void a_date_as_reference_means_no_later_than_that_day() {
        assertThat(times(ZoneOffset.UTC, "2017-12-31T00:00:00Z", "Jan  1 00:00:00" + LOGIN))
                .containsExactly("2017-01-01T00:00:00Z");
        assertThat(times(ZoneOffset.UTC, "2017-12-31T00:00:00Z", "Dec 31 23:59:59" + LOGIN))
                .containsExactly("2017-12-31T23:59:59Z");
    }

    @Test
    void a_year_or_a_zone_behind_the_time() {
        assertThat(times(
                        BERLIN,
                        "2020-12-31T00:00:00Z",
                        "Oct 12 07:35:49 2017" + LOGIN,
                        "Oct 12 2017 07:35:49 UTC" + LOGIN,
                        "Thu Oct 12 07:35:49 UTC 2017" + LOGIN,
                        "Oct 12 07:35:49 2001:db8::1 sshd[7] Failed password for root from 203.0.113.9 port 4 ssh2"))
                .containsExactly(
                        "2017-10-12T05:35:49Z", "2017-10-12T07:35:49Z", "2017-10-12T07:35:49Z", "2017-10-12T05:35:49Z");
    }
}
