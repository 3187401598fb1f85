package protectv.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Life;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.finding.Surroundings;
import protectv.audit.finding.WaiverUse;
import protectv.audit.finding.WaiverUse.Concern;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;

/** What reports say of controls, waivers, sources and changes, made by hand. */
final class SampleVerdicts {

    private static final Instant MONDAY = Instant.parse("2017-10-22T22:00:00Z");

    private SampleVerdicts() {}

    /** Each part with each of its cases, for the week of {@link SampleReports#full}. */
    static AuditReport withEverything(AuditReport report) {
        Waiver scanner = waiver("PV-SSH-001", "192.0.2.*", "The scanner of the network team", "ops@example.org", null);
        AuditReport waived = waive(
                report,
                scanner,
                f -> f.rule().id().value().equals("PV-SSH-001") && f.subject().startsWith("192.0.2."));
        return new AuditReport(
                waived.period(),
                new AuditReport.Rules(
                        waived.rules().digest(),
                        SampleReports.DIGEST,
                        waived.rules().all(),
                        new TreeMap<>(Map.of(
                                "PV-SSH-007", "its list of allowed networks, allowed-networks.txt, is empty",
                                "PV-KEY-004", "it looks back 90 days, and no history was given")),
                        List.of("PV-KEY-099 was stopped, as it took more than 2000000000 comparisons in one window."),
                        new AuditReport.SignedBy(
                                "alice@example.org",
                                "ED25519",
                                "SHA256:pLFUshMq53kJR5bJyatabpjQiB/b2pu8cVOnDRRBvOg",
                                "protectv-audit-rules"),
                        waived.rules().texts()),
                waived.program(),
                waived.inputs(),
                List.of(
                        source(SourceRole.MANAGER, "gordium", true, 12_345, "PT3H30M12S"),
                        source(SourceRole.MANAGER, "telmissus", true, 0, null),
                        source(SourceRole.MANAGER, "192.0.2.99", false, 4, "PT150H"),
                        source(SourceRole.CLIENT, "web01", true, 1_996, "PT14M3S")),
                waived.summary(),
                waived.windows(),
                SampleControls.all(),
                List.of(
                        new WaiverUse(scanner, 2, 1, List.of()),
                        new WaiverUse(
                                waiver("PV-KEY-001", "test-*", "Test clients", "qa@example.org", Severity.MEDIUM),
                                0,
                                0,
                                List.of(Concern.UNUSED)),
                        new WaiverUse(
                                new Waiver(
                                        new RuleId("PV-SSH-002"),
                                        "*",
                                        "Until the old jobs are gone",
                                        "ops@example.org",
                                        LocalDate.parse("2017-10-01"),
                                        Severity.HIGH),
                                0,
                                0,
                                List.of(Concern.EXPIRED, Concern.BROAD)),
                        new WaiverUse(
                                waiver("PV-OLD-001", "web01", "A rule of last year", "ops@example.org", null),
                                0,
                                0,
                                List.of(Concern.NO_SUCH_RULE))),
                changes(waived),
                waived.notes());
    }

    static AuditReport withoutChanges(AuditReport report) {
        return copy(report, report.windows(), report.summary(), report.controls(), report.waivers(), null);
    }

    /** All findings accepted by one waiver for each rule; nothing else to say. */
    static AuditReport allWaived(AuditReport report) {
        AuditReport waived = report;
        List<WaiverUse> uses = new ArrayList<>();
        for (RuleGroup group : RuleGroup.of(report)) {
            Waiver waiver = waiver(group.rule().id().value(), "*", "Known and accepted", "risk@example.org", null);
            waived = waive(waived, waiver, f -> f.rule().equals(group.rule()));
            uses.add(new WaiverUse(waiver, group.size(), group.subjects(), List.of(Concern.BROAD)));
        }
        return copy(waived, waived.windows(), waived.summary(), waived.controls(), uses, null);
    }

    /** Every text that staff, logs or an earlier report bring in, from {@code texts}. */
    static AuditReport hostile(AuditReport report, List<String> texts) {
        List<ControlVerdict> controls = new ArrayList<>();
        List<WaiverUse> waivers = new ArrayList<>();
        List<AuditReport.Source> sources = new ArrayList<>();
        List<PastFinding> absent = new ArrayList<>();
        SortedMap<String, String> notRun = new TreeMap<>();
        AuditReport waived = report;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            controls.add(new ControlVerdict(
                    new ControlRef("nist-800-53", text),
                    text,
                    List.of(text),
                    i % 2 == 0 ? Outcome.FAIL : Outcome.NOT_EVALUABLE,
                    List.of(text),
                    List.of(text),
                    0,
                    i % 2 == 0 ? 8 : 0,
                    i % 2 == 0 ? 0 : 8,
                    List.of(SampleControls.stretch(0, 8, i % 2 == 0 ? Outcome.FAIL : Outcome.NOT_EVALUABLE, text))));
            Waiver waiver = waiver("PV-SSH-001", text, text, text, null);
            waivers.add(new WaiverUse(waiver, i % 2, i % 2, i % 2 == 0 ? List.of(Concern.UNUSED) : List.of()));
            if (i % 2 == 1) {
                waived = waive(waived, waiver, f -> f.subject().equals(text));
            }
            sources.add(source(SourceRole.CLIENT, text, i % 2 == 0, i % 2, null));
            absent.add(past(text, text, Severity.HIGH, text, i));
            notRun.put(String.format(Locale.ROOT, "PV-SSH-%03d", i + 1), text);
        }
        return new AuditReport(
                waived.period(),
                new AuditReport.Rules(
                        waived.rules().digest(),
                        waived.rules().besideDigest(),
                        waived.rules().all(),
                        notRun,
                        List.of(),
                        new AuditReport.SignedBy(
                                String.join(" ", texts), "ED25519", "SHA256:x", "protectv-audit-rules"),
                        waived.rules().texts()),
                waived.program(),
                waived.inputs(),
                sources,
                waived.summary(),
                waived.windows(),
                controls,
                waivers,
                new Changes(texts.get(0) + texts.get(4), Map.of("0000000000000000", LifeState.REOPENED), absent),
                waived.notes());
    }

    /** {@code controls} controls that change every window between {@code stretches} stretches, and as many of the rest. */
    static AuditReport large(AuditReport report, int controls, int stretches) {
        List<ControlVerdict> verdicts = new ArrayList<>();
        Instant from = Objects.requireNonNull(report.period().from());
        long step =
                Duration.between(from, Objects.requireNonNull(report.period().to()))
                                .toSeconds()
                        / stretches;
        for (int c = 0; c < controls; c++) {
            List<ControlVerdict.Stretch> cut = new ArrayList<>();
            Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
            for (int i = 0; i < stretches; i++) {
                Outcome outcome = List.of(Outcome.PASS, Outcome.FAIL, Outcome.NOT_EVALUABLE)
                        .get((i * 7 + i / (c + 2)) % 3);
                counts.merge(outcome, 1L, Long::sum);
                cut.add(new ControlVerdict.Stretch(
                        from.plusSeconds(i * step),
                        from.plusSeconds((i + 1) * step),
                        1,
                        outcome,
                        outcome == Outcome.PASS ? "" : "no lines from manager gordium"));
            }
            verdicts.add(new ControlVerdict(
                    new ControlRef("nist-800-53", "AC-" + (c + 1)),
                    "A control",
                    List.of("PV-SSH-001"),
                    Outcome.FAIL,
                    List.of("no lines from manager gordium"),
                    List.of(),
                    counts.getOrDefault(Outcome.PASS, 0L),
                    counts.getOrDefault(Outcome.FAIL, 0L),
                    counts.getOrDefault(Outcome.NOT_EVALUABLE, 0L),
                    cut));
        }
        List<PastFinding> absent = new ArrayList<>();
        List<AuditReport.Source> sources = new ArrayList<>();
        List<WaiverUse> waivers = new ArrayList<>();
        for (int i = 0; i < stretches; i++) {
            absent.add(past("PV-KEY-001", "Key not found", Severity.MEDIUM, "client-" + i, i + 1));
            sources.add(source(SourceRole.CLIENT, "client-" + i, i % 2 == 0, i % 4 == 0 ? 0 : 77, "PT1H"));
            waivers.add(new WaiverUse(
                    waiver("PV-KEY-001", "client-" + i, "Known", "ops@example.org", null),
                    0,
                    0,
                    List.of(Concern.UNUSED)));
        }
        return new AuditReport(
                report.period(),
                report.rules(),
                report.program(),
                report.inputs(),
                sources,
                report.summary(),
                report.windows(),
                verdicts,
                waivers,
                new Changes("2017-09-01 to 2017-10-01", Map.of(), absent),
                report.notes());
    }

    /** {@code report} with this one control, not evaluable for the whole period. */
    static AuditReport withOneControlOpen(AuditReport report) {
        ControlVerdict open = new ControlVerdict(
                new ControlRef("pci-dss-4", "10.7.2"),
                "Failures of critical controls are noticed",
                List.of("PV-LOG-001"),
                Outcome.NOT_EVALUABLE,
                List.of("no lines from manager gordium from 02:10 to 05:40"),
                List.of(),
                7,
                0,
                1,
                List.of(
                        SampleControls.stretch(0, 7, Outcome.PASS, ""),
                        SampleControls.stretch(
                                7, 1, Outcome.NOT_EVALUABLE, "no lines from manager gordium from 02:10 to 05:40")));
        return copy(report, report.windows(), report.summary(), List.of(open), report.waivers(), report.changes());
    }

    private static Changes changes(AuditReport report) {
        Map<String, LifeState> states = new HashMap<>();
        report.windows().stream()
                .flatMap(w -> w.findings().stream())
                .forEach(f -> states.put(
                        f.fingerprint(),
                        switch (f.subject()) {
                            case "web01" -> LifeState.UNCHANGED;
                            case "db02", "gw-7" -> LifeState.NEW;
                            case "gordium" -> LifeState.REOPENED;
                            default -> LifeState.UPDATED;
                        }));
        return new Changes(
                        "2017-10-16 to 2017-10-23",
                        states,
                        List.of(
                                past(
                                        "PV-SSH-001",
                                        "Many failed logins from one address",
                                        Severity.HIGH,
                                        "203.0.113.9",
                                        210),
                                past("PV-OLD-001", "A rule that is gone", Severity.LOW, "Zürich-数据库-02", 1)))
                .with(
                        List.of(
                                new Changes.Night(
                                        Instant.parse("2017-10-08T22:00:00Z"),
                                        Instant.parse("2017-10-15T22:00:00Z"),
                                        Map.of(Severity.HIGH, 2L, Severity.LOW, 3L)),
                                new Changes.Night(
                                        Instant.parse("2017-10-15T22:00:00Z"),
                                        Instant.parse("2017-10-22T22:00:00Z"),
                                        Map.of())),
                        lives(report));
    }

    private static Map<String, Life> lives(AuditReport report) {
        Map<String, Life> lives = new HashMap<>();
        report.windows().stream()
                .flatMap(w -> w.findings().stream())
                .filter(f -> !f.subject().equals("db02") && !f.subject().equals("gw-7"))
                .forEach(f -> lives.put(
                        f.fingerprint(),
                        new Life(
                                Instant.parse("2017-10-09T04:30:00Z"),
                                List.of(true, !f.subject().equals("gordium")))));
        return lives;
    }

    /** The lines around all evidence, with all of {@code texts} in them. */
    static AuditReport withSurroundings(AuditReport report, List<String> texts) {
        Map<Evidence, Surroundings> around = new HashMap<>();
        for (Evidence line : HtmlReportWriter.central(report)) {
            List<Evidence> near = new ArrayList<>();
            texts.forEach(text -> near.add(new Evidence(line.file(), line.line() + near.size() + 1, text)));
            around.put(line, new Surroundings(List.of(), near));
        }
        return report.with(around);
    }

    private static PastFinding past(String rule, String title, Severity severity, String subject, int count) {
        Instant first = MONDAY.minus(6, ChronoUnit.DAYS);
        return new PastFinding(
                "00000000000000aa", rule, title, severity, subject, count, first, first.plusSeconds(count));
    }

    private static Waiver waiver(String rule, String subject, String reason, String owner, @Nullable Severity ceiling) {
        return new Waiver(new RuleId(rule), subject, reason, owner, LocalDate.parse("2017-12-31"), ceiling);
    }

    private static AuditReport.Source source(
            SourceRole role, String name, boolean expected, long lines, @Nullable String gap) {
        return new AuditReport.Source(
                new LogSource(role, name),
                expected,
                lines,
                lines == 0 ? null : MONDAY.plusSeconds(4),
                lines == 0 ? null : MONDAY.plusSeconds(550_000),
                gap == null ? null : Duration.parse(gap));
    }

    private static AuditReport waive(AuditReport report, Waiver waiver, Predicate<Finding> which) {
        List<AuditReport.WindowResult> windows = report.windows().stream()
                .map(w -> new AuditReport.WindowResult(
                        w.window(),
                        w.eventsByKind(),
                        w.findings().stream()
                                .map(f -> which.test(f) ? f.waivedBy(waiver) : f)
                                .toList()))
                .toList();
        Map<Severity, Long> severities = new EnumMap<>(Severity.class);
        long waived = 0;
        for (AuditReport.WindowResult window : windows) {
            for (Finding finding : window.findings()) {
                if (finding.waiver() == null) {
                    severities.merge(finding.rule().severity(), 1L, Long::sum);
                } else {
                    waived++;
                }
            }
        }
        AuditReport.Summary s = report.summary();
        AuditReport.Summary summary = new AuditReport.Summary(
                s.lines(), s.events(), s.other(), s.malformed(), s.outside(), s.eventsByKind(), severities, waived);
        return copy(report, windows, summary, report.controls(), report.waivers(), report.changes());
    }

    private static AuditReport copy(
            AuditReport report,
            List<AuditReport.WindowResult> windows,
            AuditReport.Summary summary,
            List<ControlVerdict> controls,
            List<WaiverUse> waivers,
            @Nullable Changes changes) {
        return new AuditReport(
                report.period(),
                report.rules(),
                report.program(),
                report.inputs(),
                report.sources(),
                summary,
                windows,
                controls,
                waivers,
                changes,
                report.notes());
    }
}
