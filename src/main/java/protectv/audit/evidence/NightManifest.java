package protectv.audit.evidence;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one night was made from, and what it made. Digests are SHA-256, lower-case hex.
 *
 * @param sequence from 1, one more for each night of a folder
 * @param previous of the night before in this folder; null for the first
 * @param version of the program
 * @param workingFolder from which relative names begin
 * @param arguments of {@code run}: all that change the report, and the inputs
 * @param files that the arguments name: the configuration, a baseline
 * @param inputs as the report has them
 * @param rules digest of each rule's text, by id
 * @param beside digest of each file beside the rules: waivers, inventory, lists
 * @param reports files that were written
 */
record NightManifest(
        long sequence,
        @Nullable Named previous,
        String version,
        String workingFolder,
        List<String> arguments,
        List<Named> files,
        List<Input> inputs,
        String rulesDigest,
        SortedMap<String, String> rules,
        SortedMap<String, String> beside,
        List<Report> reports) {

    NightManifest {
        arguments = List.copyOf(arguments);
        files = List.copyOf(files);
        inputs = List.copyOf(inputs);
        reports = List.copyOf(reports);
    }

    record Named(String file, String sha256) {}

    record Input(String path, long bytes, String sha256) {}

    /** @param format label of the format */
    record Report(String format, String file, long bytes, String sha256) {}

    /** {@code 000012.json}: the order of the names is that of the nights. */
    static Path fileOf(Path folder, long sequence) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.json", sequence));
    }
}
