package protectv.audit.history;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the findings of a run came from, beside the texts of the rules: enough to tell later why two runs differ. All digests
 * are SHA-256, lower-case hex.
 *
 * @param program its version
 * @param options what was said that can change a result, by the option's name
 * @param files digest of each file beside the rules, by name: {@code waivers.yaml}
 * @param asks what rules rest on beside the lines, by id; those that ask for nothing are left out
 * @param notRun rules that could not judge, by id, with the reason
 * @param wordings of each rule, by id
 * @param inputs in the order in which they were read
 * @param waived findings that were waived in some window, by fingerprint
 */
public record RunOrigins(
        String program,
        SortedMap<String, String> options,
        SortedMap<String, String> files,
        SortedMap<String, List<String>> asks,
        SortedMap<String, String> notRun,
        SortedMap<String, Wording> wordings,
        List<Input> inputs,
        SortedMap<String, Waived> waived) {

    public RunOrigins {
        options = kept(options);
        files = kept(files);
        asks = kept(asks.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue()))));
        notRun = kept(notRun);
        wordings = kept(wordings);
        inputs = List.copyOf(inputs);
        waived = kept(waived);
    }

    /**
     * A rule's text, its numbers apart: thresholds, and spans of time.
     *
     * @param digest of the text without them
     * @param numbers each place as it is written, in the order of the text: {@code bursts( 5, "10m"}
     */
    public record Wording(String digest, List<String> numbers) {

        public Wording {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * One input.
     *
     * @param first time of its first event, as text; empty where there is none
     * @param last likewise
     * @param problem why it is incomplete; empty where it was read to its end
     */
    public record Input(String path, String sha256, String first, String last, String problem) {}

    /**
     * A finding that somebody accepted.
     *
     * @param windows in which it was waived
     * @param of windows in which it was
     */
    public record Waived(long windows, long of) {}

    private static <T> SortedMap<String, T> kept(Map<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
