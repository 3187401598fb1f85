package protectv.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlVerdict;
import protectv.audit.event.LogSource;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Life;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.Surroundings;
import protectv.audit.finding.WaiverUse;
import protectv.audit.finding.Window;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;

/**
 * All that a report tells, in the order in which it is told.
 *
 * @param program what judged, and as it was told to
 * @param sources who was heard, and who should have been
 * @param controls what became of each control that a rule names, by catalogue and id
 * @param waivers what came of each waiver, in the order of their file
 * @param changes since an earlier run; null where there is none to compare with
 * @param windows those that have an event or a finding, by time; {@link Period#windows} counts all of them
 * @param notes what a reader must know to judge the report ("times without a zone were taken as UTC"), by order of weight
 * @param surroundings of some lines of evidence, for the page; empty where no page was asked for
 */
public record AuditReport(
        Period period,
        Rules rules,
        Program program,
        List<Input> inputs,
        List<Source> sources,
        Summary summary,
        List<WindowResult> windows,
        List<ControlVerdict> controls,
        List<WaiverUse> waivers,
        @Nullable Changes changes,
        List<String> notes,
        Map<Evidence, Surroundings> surroundings) {

    public AuditReport {
        inputs = List.copyOf(inputs);
        sources = List.copyOf(sources);
        windows = List.copyOf(windows);
        controls = List.copyOf(controls);
        waivers = List.copyOf(waivers);
        notes = List.copyOf(notes);
        surroundings = Map.copyOf(surroundings);
    }

    /** Without any surroundings. */
    public AuditReport(
            Period period,
            Rules rules,
            Program program,
            List<Input> inputs,
            List<Source> sources,
            Summary summary,
            List<WindowResult> windows,
            List<ControlVerdict> controls,
            List<WaiverUse> waivers,
            @Nullable Changes changes,
            List<String> notes) {
        this(period, rules, program, inputs, sources, summary, windows, controls, waivers, changes, notes, Map.of());
    }

    public AuditReport with(Map<Evidence, Surroundings> lines) {
        return new AuditReport(
                period, rules, program, inputs, sources, summary, windows, controls, waivers, changes, notes, lines);
    }

    /** All findings, window after window; each walk over them reads anew those that lie on the disk. */
    public Iterable<Finding> findings() {
        return () ->
                windows.stream().flatMap(window -> window.findings().stream()).iterator();
    }

    /** Where a finding was met before; null where it was not, or nobody knows. */
    public @Nullable Life life(Finding finding) {
        return changes == null ? null : changes.lives().get(finding.fingerprint());
    }

    /** How a finding relates to the run before; null where there is none to compare with. */
    public @Nullable LifeState state(Finding finding) {
        return changes == null ? null : changes.states().get(finding.fingerprint());
    }

    /**
     * @param from start of the first window; null where nothing told a period: no option, no event
     * @param to end of the last window, exclusive; null likewise
     * @param zone in which windows are aligned to midnight and stamps without a zone are read
     * @param window length of a window
     * @param windows how many there are, empty ones included
     */
    public record Period(@Nullable Instant from, @Nullable Instant to, ZoneId zone, Duration window, long windows) {

        public boolean isKnown() {
            return from != null && to != null;
        }
    }

    /**
     * The rules that judged, and the SHA-256 over their files' names and texts.
     *
     * @param besideDigest SHA-256 over what stands beside the rules: waivers, inventory, lists, titles of controls
     * @param all what each of them says of itself, by id; also those that did not run
     * @param notRun rules that could not judge, with the reason: a list beside the rules that is empty
     * @param troubles what is wrong with the rules or went wrong with them, a sentence each; empty where all is well
     * @param signedBy whose signature was verified; null where nobody asked for one
     * @param texts the same digests, file by file
     */
    public record Rules(
            String digest,
            String besideDigest,
            List<RuleMetadata> all,
            SortedMap<String, String> notRun,
            List<String> troubles,
            @Nullable SignedBy signedBy,
            RuleTexts texts) {

        public Rules {
            all = List.copyOf(all);
            troubles = List.copyOf(troubles);
        }

        public int count() {
            return all.size();
        }
    }

    /**
     * Who signed the rules.
     *
     * @param principal as those who verified name him
     * @param keyType of OpenSSH: {@code ED25519}
     * @param fingerprint of the key: {@code SHA256:...}
     * @param namespace that the signature was made for
     */
    public record SignedBy(String principal, String keyType, String fingerprint, String namespace) {}

    /**
     * By which texts was judged, one by one; all digests are SHA-256 of a text in UTF-8, lower-case hex.
     *
     * @param rules digest of each rule's text, by id
     * @param beside digest of each file beside the rules that is there, by its name: {@code lists/ssh-users.txt}
     * @param asks what else a rule's result rests on, by id: names of files beside the rules, and {@link #EARLIER}; rules
     *     that ask for nothing are left out
     */
    public record RuleTexts(
            SortedMap<String, String> rules, SortedMap<String, String> beside, SortedMap<String, List<String>> asks) {

        /** What happened before the window: the rule looks back. */
        public static final String EARLIER = "earlier events";
    }

    /**
     * @param version of the program
     * @param options what was said that can change a result, by the option's name; those that were not given and have no
     *     value of their own are left out
     */
    public record Program(String version, SortedMap<String, String> options) {}

    /**
     * A machine that lines came from, or should have.
     *
     * @param expected true where the inventory lists it
     * @param lines within the period, those of other programs included
     * @param first time of the first line within the period; null where there is none
     * @param longestGap the longest time within the period without a line
     */
    public record Source(
            LogSource source,
            boolean expected,
            long lines,
            @Nullable Instant first,
            @Nullable Instant last,
            @Nullable Duration longestGap) {}

    /**
     * The ledger of one input: {@code lines = events + other + malformed + outside}.
     *
     * @param first time of the first event; null where there is none
     * @param malformedReasons why lines could not be read, and how many
     * @param yearFrom what gave stamps without a year their year; null where no stamp needed one
     * @param problem why the input is incomplete; null where it was read to its end
     */
    public record Input(
            String path,
            String sha256,
            long bytes,
            long lines,
            long events,
            long other,
            long malformed,
            long outside,
            long cutLines,
            long undecodableLines,
            @Nullable Instant first,
            @Nullable Instant last,
            SortedMap<String, Long> malformedReasons,
            @Nullable String yearFrom,
            @Nullable String problem) {}

    /**
     * Events are counted as often as their lines say that they happened.
     *
     * @param findingsBySeverity without those that are waived
     */
    public record Summary(
            long lines,
            long events,
            long other,
            long malformed,
            long outside,
            SortedMap<String, Long> eventsByKind,
            Map<Severity, Long> findingsBySeverity,
            long waivedFindings) {}

    /** @param findings never change; they may lie on the disk, so that each walk over them reads them anew */
    public record WindowResult(Window window, SortedMap<String, Long> eventsByKind, List<Finding> findings) {}
}
