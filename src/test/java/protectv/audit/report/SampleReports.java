package protectv.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.RuleStatus;
import protectv.audit.rule.Severity;

/** Reports made by hand: ordinary, empty, hostile, incomplete, large. */
public final class SampleReports {

    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    public static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static final RuleMetadata REMOVED_CLIENT = rule(
            "PV-KEY-002",
            "Key accessed by a removed client",
            Severity.CRITICAL,
            "The client still holds credentials or an ACL entry that outlived its removal.",
            "Take the client off the key's ACL, then find how it still reaches the Manager.",
            "Audit Events, p. 10",
            "A client enrolled again under the same name, its enrolment missing from the logs.",
            "nist-800-53:AC-2",
            "nist-800-53:SC-12",
            "pci-dss-4:8.2.5");
    public static final RuleMetadata LOGIN_BURST = rule(
            "PV-SSH-001",
            "Many failed logins from one address",
            Severity.HIGH,
            "Somebody guesses passwords, or a job runs with an old one.",
            "Block the address at the firewall, then look for a login that succeeded from it.",
            "CLI Login Events, p. 13",
            null,
            "nist-800-53:AC-7",
            "iso-27001:A.8.5");
    public static final RuleMetadata KEY_MISSING = rule(
            "PV-KEY-001",
            "Key not found",
            Severity.MEDIUM,
            "The key was deleted, or the client asks the wrong KeySecure.",
            "Compare the client's key name with the keys on the KeySecure.",
            "Audit Events, p. 9",
            "A client that is being set up.",
            "nist-800-53:SC-12");
    public static final RuleMetadata TOKEN_TWICE = rule(
            "PV-TOK-001",
            "Gateway token used twice",
            Severity.LOW,
            "A token was copied.",
            "Delete the token and make a new one.",
            null,
            null);
    public static final RuleMetadata SILENCE = rule(
            "PV-LOG-001",
            "A source that was heard fell silent",
            Severity.INFORMATIONAL,
            "The relay or the network between lost lines.",
            "Look whether the Manager still sends its log.",
            null,
            "A Manager that was switched off.",
            "pci-dss-4:10.7.2");

    private SampleReports() {}

    /** {@link #plain} with verdicts, waivers, sources and changes. */
    public static AuditReport full() {
        return SampleVerdicts.withEverything(plain());
    }

    /** The same without an earlier run to compare with. */
    public static AuditReport stateless() {
        return SampleVerdicts.withoutChanges(full());
    }

    public static AuditReport waived() {
        return SampleVerdicts.allWaived(plain());
    }

    /** As a run without inventory, waivers, history and controls: five rules over the week in which clocks went back. */
    public static AuditReport plain() {
        List<AuditReport.WindowResult> windows = List.of(
                window("2017-10-23", finding(REMOVED_CLIENT, "web01", "2017-10-23T05:28:19Z", 2)),
                window(
                        "2017-10-24",
                        finding(LOGIN_BURST, "2001:db8::17", "2017-10-24T01:00:00Z", 1_204),
                        finding(LOGIN_BURST, "192.0.2.50", "2017-10-24T01:10:00Z", 31),
                        finding(KEY_MISSING, "Zürich-数据库-01", "2017-10-24T09:00:00.250Z", 1)),
                window("2017-10-25"),
                window(
                        "2017-10-28",
                        finding(LOGIN_BURST, "192.0.2.50", "2017-10-28T03:00:00Z", 18),
                        finding(TOKEN_TWICE, "gw-7", "2017-10-28T12:00:00Z", 2)),
                window(
                        "2017-10-29",
                        finding(REMOVED_CLIENT, "db02", "2017-10-29T00:30:00Z", 1),
                        finding(REMOVED_CLIENT, "web01", "2017-10-29T01:30:00Z", 1),
                        finding(SILENCE, "gordium", "2017-10-29T02:00:00Z", 1)));
        List<AuditReport.Input> inputs = List.of(
                input("logs/manager.log", 12_000, 9_000, 2_900, 0, 100, null),
                input("logs/auth.log.gz", 2_345, 1_345, 1_000, 0, 0, null));
        return report(inputs, windows, List.of("Stamps without a zone were taken as Europe/Berlin."));
    }

    public static AuditReport empty() {
        return report(
                List.of(input("logs/manager.log", 12_000, 9_000, 2_900, 0, 100, null)),
                List.of(window("2017-10-23"), window("2017-10-24")),
                List.of());
    }

    public static AuditReport nothingRead() {
        return report(List.of(), List.of(), List.of());
    }

    public static AuditReport problems() {
        return report(
                List.of(
                        input("logs/manager.log", 500, 470, 0, 30, 0, null),
                        input("logs/auth.log.gz", 77, 40, 37, 0, 0, "gzip stream ends in the middle, at byte 4096"),
                        input("logs/client.log", 0, 0, 0, 0, 0, "permission denied")),
                List.of(window("2017-10-23")),
                List.of("2 of 3 inputs are incomplete."));
    }

    public static AuditReport hostile() {
        List<String> texts = List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "${7*7} {{constructor.constructor('alert(1)')()}} @for !{x}",
                "\u001b[31mred\u001b]0;title\u0007\b\u007f\u009b2J",
                "invoice\u202efdp.exe\u202c \u2066x\u2069 \u200b\ufeff \u2028\u2029",
                "nul \u0000 half \ud800 other half \udc00 emoji \ud83d\ude00 tag \udb40\udc41",
                "</title></style></script><!-- ]]> &lt; &#60;",
                "=cmd|' /C calc'!A0",
                "tab\tcr\rlf\nend \\x1b C:\\logs",
                "x".repeat(400));
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            Window window = day("2017-10-23");
            Instant at = Instant.parse("2017-10-23T05:00:00Z").plusSeconds(i);
            findings.add(new Finding(
                    LOGIN_BURST,
                    text,
                    "3 failures of " + text,
                    window,
                    3,
                    at,
                    at.plusSeconds(30),
                    List.of(new Evidence(text, i + 1, text)),
                    "00000000000000" + String.format(Locale.ROOT, "%02x", i),
                    null));
        }
        SortedMap<String, Long> kinds = new TreeMap<>(Map.of("<b>KIND</b>\u001b", 3L));
        AuditReport report = report(
                List.of(input("logs/<i>\u202e\u001b[2J.log", 100, 90, 5, 5, 0, "bad magic <img src=x>\u0007")),
                List.of(new AuditReport.WindowResult(day("2017-10-23"), kinds, findings)),
                List.of("A note <script>alert(2)</script> \u001b[0m"));
        return SampleVerdicts.withSurroundings(SampleVerdicts.hostile(report, texts), texts);
    }

    /** Hourly windows over 30 days with a gap of two, and {@code findings} findings of three rules. */
    public static AuditReport large(int findings) {
        Instant from = Instant.parse("2017-10-01T00:00:00Z");
        List<AuditReport.WindowResult> windows = new ArrayList<>();
        List<RuleMetadata> rules = List.of(REMOVED_CLIENT, LOGIN_BURST, KEY_MISSING, LOGIN_BURST);
        int hours = 720;
        for (int hour = 0; hour < hours; hour++) {
            if (hour >= 300 && hour < 348) {
                continue;
            }
            Window window = new Window(from.plusSeconds(hour * 3600L), from.plusSeconds((hour + 1) * 3600L));
            List<Finding> found = new ArrayList<>();
            for (int i = hour; i < findings; i += hours) {
                int weight = 1 + (int) ((Math.sin(hour / 40.0) + 1) * 3);
                if (i / hours < weight || findings > 1_000) {
                    found.add(finding(
                            rules.get(i % rules.size()),
                            window,
                            "198.51.100." + i % 251,
                            window.start().plusSeconds(i % 3600),
                            1 + i % 17));
                }
            }
            windows.add(new AuditReport.WindowResult(window, new TreeMap<>(Map.of("FAILED_PASSWORD", 40L)), found));
        }
        AuditReport.Period period = new AuditReport.Period(
                from, from.plusSeconds(hours * 3600L), ZoneId.of("UTC"), Duration.ofHours(1), hours);
        return report(period, List.of(input("logs/auth.log", 40_000, 30_000, 10_000, 0, 0, null)), windows, List.of());
    }

    private static AuditReport report(
            List<AuditReport.Input> inputs, List<AuditReport.WindowResult> windows, List<String> notes) {
        AuditReport.Period period = new AuditReport.Period(
                day("2017-10-23").start(), day("2017-10-30").end(), BERLIN, Duration.ofDays(1), 8);
        return report(period, inputs, windows, notes);
    }

    private static AuditReport report(
            AuditReport.Period period,
            List<AuditReport.Input> inputs,
            List<AuditReport.WindowResult> windows,
            List<String> notes) {
        SortedMap<String, Long> kinds = new TreeMap<>();
        Map<Severity, Long> severities = new EnumMap<>(Severity.class);
        for (AuditReport.WindowResult window : windows) {
            window.eventsByKind().forEach((kind, n) -> kinds.merge(kind, n, Long::sum));
            window.findings().forEach(f -> severities.merge(f.rule().severity(), 1L, Long::sum));
        }
        AuditReport.Summary summary = new AuditReport.Summary(
                inputs.stream().mapToLong(AuditReport.Input::lines).sum(),
                inputs.stream().mapToLong(AuditReport.Input::events).sum(),
                inputs.stream().mapToLong(AuditReport.Input::other).sum(),
                inputs.stream().mapToLong(AuditReport.Input::malformed).sum(),
                inputs.stream().mapToLong(AuditReport.Input::outside).sum(),
                Collections.unmodifiableSortedMap(kinds),
                severities,
                0);
        return new AuditReport(
                period,
                new AuditReport.Rules(
                        DIGEST,
                        DIGEST,
                        rules(),
                        new TreeMap<>(),
                        List.of(),
                        null,
                        new AuditReport.RuleTexts(
                                new TreeMap<>(Map.of("PV-KEY-002", DIGEST, "PV-SSH-001", DIGEST)),
                                new TreeMap<>(Map.of("waivers.yaml", DIGEST, "lists/ssh-users.txt", DIGEST)),
                                new TreeMap<>(Map.of("PV-SSH-001", List.of("lists/ssh-users.txt", "earlier events"))))),
                new AuditReport.Program("4.0.0", new TreeMap<>(Map.of("to", "named", "client-log", "agent*.log"))),
                inputs,
                List.of(),
                summary,
                windows,
                List.of(),
                List.of(),
                null,
                notes);
    }

    private static AuditReport.Input input(
            String path, long lines, long events, long other, long malformed, long outside, @Nullable String problem) {
        SortedMap<String, Long> reasons = new TreeMap<>();
        if (malformed > 0) {
            reasons.put("no closing > after msg=<", malformed - 1);
            reasons.put("there is no 31 February", 1L);
        }
        return new AuditReport.Input(
                path,
                "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                lines * 123,
                lines,
                events,
                other,
                malformed,
                outside,
                problem == null ? 0 : 1,
                problem == null ? 0 : 2,
                events == 0 ? null : Instant.parse("2017-10-22T22:00:04Z"),
                events == 0 ? null : Instant.parse("2017-10-29T02:00:00Z"),
                reasons,
                path.contains("auth") ? "the order of the file and its modification time" : null,
                problem);
    }

    private static AuditReport.WindowResult window(String date, Finding... findings) {
        SortedMap<String, Long> kinds = new TreeMap<>();
        kinds.put("KEY_ACCESSED", 1_500L);
        kinds.put("FAILED_PASSWORD", 250L);
        kinds.put("KEY_NOT_FOUND", 12L);
        return new AuditReport.WindowResult(day(date), kinds, List.of(findings));
    }

    private static Window day(String date) {
        LocalDate day = LocalDate.parse(date);
        return new Window(
                day.atStartOfDay(BERLIN).toInstant(),
                day.plusDays(1).atStartOfDay(BERLIN).toInstant());
    }

    private static Finding finding(RuleMetadata rule, String subject, String first, long count) {
        Instant at = Instant.parse(first);
        Window window = day(at.atZone(BERLIN).toLocalDate().toString());
        return finding(rule, window, subject, at, count);
    }

    private static Finding finding(RuleMetadata rule, Window window, String subject, Instant at, long count) {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < Math.min(3, count); i++) {
            evidence.add(new Evidence(
                    "logs/manager.log",
                    100 + i,
                    "Oct 23 07:28:1" + i + " 192.0.2.7 gordium 2017-10-23 07:28:1" + i
                            + " category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<"
                            + subject + ">"));
        }
        return new Finding(
                rule,
                subject,
                rule.message() == null ? null : subject + " was seen " + count + (count == 1 ? " time" : " times"),
                window,
                count,
                at,
                at.plusSeconds(count - 1),
                evidence,
                String.format(Locale.ROOT, "%016x", (long) (rule.id() + subject).hashCode() & 0xffffffffL),
                null);
    }

    /** The five of the findings and 37 that found nothing. */
    private static List<RuleMetadata> rules() {
        List<RuleMetadata> rules = new ArrayList<>();
        for (int i = 1; i <= 37; i++) {
            rules.add(rule(
                    String.format(Locale.ROOT, "PV-AGT-%03d", i),
                    "Client error " + i,
                    Severity.LOW,
                    "Something on the Client failed.",
                    "Look at the Client.",
                    null,
                    null,
                    "nist-800-53:AU-6"));
        }
        rules.addAll(List.of(KEY_MISSING, REMOVED_CLIENT, SILENCE, LOGIN_BURST, TOKEN_TWICE));
        return rules;
    }

    private static RuleMetadata rule(
            String id,
            String title,
            Severity severity,
            String cause,
            String remedy,
            @Nullable String source,
            @Nullable String falsePositives,
            String... controls) {
        List<ControlRef> refs = new ArrayList<>();
        for (String control : controls) {
            int colon = control.indexOf(':');
            refs.add(new ControlRef(control.substring(0, colon), control.substring(colon + 1)));
        }
        return new RuleMetadata(
                new RuleId(id),
                title,
                severity,
                RuleStatus.STABLE,
                LocalDate.parse("2026-11-01"),
                cause,
                remedy,
                refs,
                "{$subject}",
                severity == Severity.LOW ? null : "{$subject} was seen {$n} times",
                Duration.ZERO,
                Duration.ZERO,
                null,
                source,
                falsePositives);
    }
}
