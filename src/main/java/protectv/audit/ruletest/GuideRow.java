package protectv.audit.ruletest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.AuditKind;
import protectv.audit.event.ClientKind;
import protectv.audit.event.Event;
import protectv.audit.event.EventKind;
import protectv.audit.event.LoginKind;
import protectv.audit.finding.Finding;
import protectv.audit.parse.ParseOptions;
import protectv.audit.rule.RuleId;

/**
 * A row of the guide's event tables, and what the program makes of a line of it.
 *
 * @param log {@code audit}, {@code sshd} or {@code client}
 * @param sample a line that a Manager or Client would write
 * @param recognised true where the parser reads the sample as this kind
 * @param rules those that fire on the sample alone
 */
public record GuideRow(String log, EventKind kind, String sample, boolean recognised, List<RuleId> rules) {

    private static final String SAMPLES = "guide-samples.tsv";

    /** The samples carry no year; the guide is of 2017. */
    private static final ParseOptions OPTIONS =
            new ParseOptions(ZoneOffset.UTC, Instant.parse("2017-12-31T00:00:00Z"), List.of(), null);

    public GuideRow {
        rules = List.copyOf(rules);
    }

    /** All rows in the guide's order, each tried with the rules. */
    public static List<GuideRow> all(CompiledRules rules) {
        Map<String, String> samples = samples();
        List<GuideRow> rows = new ArrayList<>();
        kinds().forEach(kind -> rows.add(row(kind, samples, rules)));
        return rows;
    }

    /** The kinds of event that the guide lists, in its order. */
    public static List<EventKind> kinds() {
        return Stream.of(AuditKind.values(), LoginKind.values(), ClientKind.values())
                .flatMap(Stream::<EventKind>of)
                .filter(kind -> kind.table().inGuide())
                .toList();
    }

    /** The log that such an event stands in: {@code audit}, {@code sshd} or {@code client}. */
    public static String log(EventKind kind) {
        return kind instanceof AuditKind ? "audit" : kind instanceof LoginKind ? "sshd" : "client";
    }

    private static GuideRow row(EventKind kind, Map<String, String> samples, CompiledRules rules) {
        String log = log(kind);
        String sample = samples.get(log + " " + kind.name());
        if (sample == null) {
            throw new IllegalStateException(SAMPLES + " has no sample of " + log + " " + kind.name());
        }
        LineTrial trial = LineTrial.of(kind instanceof ClientKind ? "web01/protectvl.log" : "syslog", sample, OPTIONS);
        List<Event> events = trial.events();
        boolean recognised = events.size() == 1 && events.get(0).kind() == kind;
        // At once: that a line is followed by nothing says nothing about the line.
        List<RuleId> firing = events.stream()
                .flatMap(event -> LineTrial.findingsOn(event, rules).stream())
                .map(Finding::rule)
                .map(rule -> rule.id())
                .sorted()
                .distinct()
                .toList();
        return new GuideRow(log, kind, sample, recognised, firing);
    }

    private static Map<String, String> samples() {
        try (InputStream stream = GuideRow.class.getResourceAsStream(SAMPLES)) {
            if (stream == null) {
                throw new IllegalStateException(SAMPLES + " is missing from the program");
            }
            Map<String, String> samples = new LinkedHashMap<>();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", 3))
                    .forEach(fields -> samples.put(fields[0] + " " + fields[1], fields[2]));
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
