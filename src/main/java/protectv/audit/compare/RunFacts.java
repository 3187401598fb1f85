package protectv.audit.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;
import tools.jackson.core.JacksonException;

/**
 * What is known of the findings of a run, and of all that they came from. It was told by a {@code report.json}, or by a
 * history; what that does not say is null here.
 *
 * @param name of the report or the run, for people
 * @param silence why something is null, for people: {@code a report of schema version 1.1 does not say}
 * @param notRun rules that could not judge, and why
 * @param rules digest of each rule, by id
 * @param wordings their texts, numbers apart
 * @param beside digest of each file beside the rules, by name
 * @param asks what else rules rest on, by id
 * @param findings by fingerprint, over all windows
 */
public record RunFacts(
        String name,
        String silence,
        @Nullable Instant from,
        @Nullable Instant to,
        String zone,
        String window,
        String rulesDigest,
        @Nullable String besideDigest,
        Map<String, String> notRun,
        @Nullable Map<String, String> rules,
        @Nullable Map<String, RuleWording> wordings,
        @Nullable Map<String, String> beside,
        @Nullable Map<String, List<String>> asks,
        @Nullable String version,
        @Nullable Map<String, String> options,
        @Nullable List<Input> inputs,
        SortedMap<String, Told> findings) {

    /**
     * One input.
     *
     * @param first time of its first event, as text; empty where there is none
     * @param last likewise
     */
    public record Input(String path, String sha256, String first, String last, String problem) {}

    /** A log line. */
    public record Line(String file, long line, String text) implements Comparable<Line> {

        @Override
        public int compareTo(Line other) {
            int byFile = file.compareTo(other.file);
            int byLine = byFile != 0 ? byFile : Long.compare(line, other.line);
            return byLine != 0 ? byLine : text.compareTo(other.text);
        }
    }

    /**
     * A finding over all windows.
     *
     * @param message of the first window; empty where there is none
     * @param lines those that the report shows; empty where a history tells
     * @param waived in how many windows it is waived; null where that is not known
     * @param windows in how many windows it is
     */
    public record Told(
            String fingerprint,
            String rule,
            String title,
            String severity,
            String subject,
            String message,
            long count,
            Instant firstSeen,
            Instant lastSeen,
            SortedSet<Line> lines,
            @Nullable Long waived,
            long windows) {

        Told and(Told later) {
            SortedSet<Line> all = new TreeSet<>(lines);
            all.addAll(later.lines);
            return new Told(
                    fingerprint,
                    rule,
                    title,
                    severity,
                    subject,
                    message,
                    count + later.count,
                    firstSeen.isBefore(later.firstSeen) ? firstSeen : later.firstSeen,
                    lastSeen.isAfter(later.lastSeen) ? lastSeen : later.lastSeen,
                    all,
                    waived == null || later.waived == null ? null : Long.valueOf(waived + later.waived),
                    windows + later.windows);
        }
    }

    public RunFacts {
        notRun = Map.copyOf(notRun);
        inputs = inputs == null ? null : List.copyOf(inputs);
        findings = new TreeMap<>(findings);
    }

    /**
     * Reads a report.
     *
     * @throws ComparisonException where the file cannot be read or is no report
     */
    public static RunFacts read(Path file) throws ComparisonException {
        String name = VisibleText.escape(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return new ReportReader(name).read(in);
        } catch (IOException e) {
            throw new ComparisonException(name + ": the file cannot be read ("
                    + VisibleText.escape(String.valueOf(e.getMessage())) + "); name the report.json of a run");
        } catch (JacksonException e) {
            throw new ComparisonException(name + ": this is not the JSON of a report ("
                    + VisibleText.escape(e.getOriginalMessage()) + "); name the report.json of a run");
        }
    }

    /** True where this one's time is over before the other's begins. */
    boolean endsBefore(RunFacts later) {
        return to != null && later.from != null && !to.isAfter(later.from);
    }

    /** True where both tell of the same time. */
    boolean hasPeriodOf(RunFacts other) {
        return Objects.equals(from, other.from) && Objects.equals(to, other.to);
    }
}
