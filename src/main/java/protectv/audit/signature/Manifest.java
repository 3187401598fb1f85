package protectv.audit.signature;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a rules folder and their SHA-256, in the form of {@code sha256sum}: lower-case hex, two blanks, the path
 * below the folder with {@code /} between folders, LF; in the order of the paths, UTF-8.
 *
 * @param digests by path
 */
record Manifest(SortedMap<String, String> digests) {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^\\p{Cntrl}\\\\]+)");

    Manifest {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /** Whether a line can hold the name: no control character, no backslash. */
    static boolean canName(String path) {
        return !path.isEmpty() && path.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    }

    /** @throws UntrustedRulesException where the text is not of the form above, each path once */
    static Manifest parse(byte[] bytes) throws UntrustedRulesException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed(1);
        }
        if (!text.endsWith("\n")) {
            throw malformed((int) text.lines().count());
        }
        SortedMap<String, String> digests = new TreeMap<>();
        String before = "";
        int number = 0;
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || matcher.group(2).compareTo(before) <= 0) {
                throw malformed(number);
            }
            before = matcher.group(2);
            digests.put(before, matcher.group(1));
        }
        return new Manifest(digests);
    }

    private static UntrustedRulesException malformed(int line) {
        return new UntrustedRulesException("line " + line + " of " + RulesSnapshot.MANIFEST
                + " is not as rules sign writes it; sign the rules again with rules sign");
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        digests.forEach(
                (path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What is not as this manifest says, by path; empty where all is. */
    List<String> differences(Manifest found) {
        SortedMap<String, String> differences = new TreeMap<>();
        digests.forEach((path, digest) -> {
            String now = found.digests.get(path);
            if (now == null) {
                differences.put(path, "missing: " + path);
            } else if (!now.equals(digest)) {
                differences.put(path, "changed: " + path);
            }
        });
        found.digests.keySet().stream()
                .filter(path -> !digests.containsKey(path))
                .forEach(path -> differences.put(path, "added: " + path));
        return new ArrayList<>(differences.values());
    }
}
