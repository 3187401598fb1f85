package protectv.audit.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.rule.ControlRef;

/** What reports say of controls, made by hand, for the week of {@link SampleReports#full}. */
final class SampleControls {

    private static final Instant MONDAY = Instant.parse("2017-10-22T22:00:00Z");

    private SampleControls() {}

    /** One of each kind of verdict. */
    static List<ControlVerdict> all() {
        String silent = "no lines from manager telmissus";
        return List.of(
                new ControlVerdict(
                        new ControlRef("iso-27001", "A.8.5"),
                        "Secure authentication",
                        List.of("PV-SSH-001", "PV-SSH-002"),
                        Outcome.FAIL,
                        List.of("PV-SSH-001 found 1 subject", silent),
                        List.of(),
                        4,
                        1,
                        3,
                        List.of(
                                stretch(0, 1, Outcome.PASS, ""),
                                stretch(1, 1, Outcome.FAIL, "PV-SSH-001 found 1 subject"),
                                stretch(2, 3, Outcome.PASS, ""),
                                stretch(5, 3, Outcome.NOT_EVALUABLE, silent))),
                new ControlVerdict(
                        new ControlRef("nist-800-53", "AC-2"),
                        "Account management",
                        List.of("PV-KEY-002"),
                        Outcome.FAIL,
                        List.of("PV-KEY-002 found 2 subjects"),
                        List.of("PV-KEY-002 looks back 90 days; what is remembered begins on 2017-10-23"),
                        6,
                        2,
                        0,
                        List.of(
                                stretch(0, 1, Outcome.FAIL, "PV-KEY-002 found 1 subject"),
                                stretch(1, 5, Outcome.PASS, ""),
                                stretch(6, 1, Outcome.FAIL, "PV-KEY-002 found 2 subjects"),
                                stretch(7, 1, Outcome.PASS, ""))),
                new ControlVerdict(
                        new ControlRef("nist-800-53", "AU-12"),
                        "Audit record generation",
                        List.of("PV-LOG-003"),
                        Outcome.PASS,
                        List.of(),
                        List.of(),
                        8,
                        0,
                        0,
                        List.of(stretch(0, 8, Outcome.PASS, ""))),
                new ControlVerdict(
                        new ControlRef("nist-800-53", "SC-12"),
                        "Cryptographic key establishment and management",
                        List.of("PV-KEY-001", "PV-KEY-002", "PV-KEY-004"),
                        Outcome.NOT_EVALUABLE,
                        List.of("PV-KEY-004 did not run: it looks back 90 days, and no history was given"),
                        List.of(),
                        0,
                        0,
                        8,
                        List.of(stretch(
                                0,
                                8,
                                Outcome.NOT_EVALUABLE,
                                "PV-KEY-004 did not run: it looks back 90 days, and no history was given"))));
    }

    static ControlVerdict.Stretch stretch(int day, int days, Outcome outcome, String reason) {
        // The clocks of Berlin go back on the seventh day.
        Instant from = MONDAY.plus(day * 24L + (day > 6 ? 1 : 0), ChronoUnit.HOURS);
        int end = day + days;
        Instant to = MONDAY.plus(end * 24L + (end > 6 ? 1 : 0), ChronoUnit.HOURS);
        return new ControlVerdict.Stretch(from, to, days, outcome, reason);
    }
}
