package protectv.audit.parse;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a Client's own log. The guide does not show what stands before the message, so this knows the
 * common forms: a stamp, and around it levels, names in brackets, process ids and a program's tag. A message of the guide
 * counts only where it begins right behind that; text that quotes one further on does not.
 */
final class ClientParser {

    private static final Set<String> LEVELS = Set.of(
            "trace",
            "debug",
            "info",
            "information",
            "notice",
            "warn",
            "warning",
            "error",
            "err",
            "critical",
            "crit",
            "fatal",
            "severe");

    /** What stands before a message has no more parts than this in any common layout. */
    private static final int MOST_TOKENS = 8;

    private final @Nullable ClientPrefix prefix;

    ClientParser(@Nullable ClientPrefix prefix) {
        this.prefix = prefix;
    }

    /**
     * @param header null where the line has no stamp
     * @param message null where the line says nothing that the guide lists
     */
    record Line(@Nullable ClientHeader header, @Nullable ClientMessage message) {}

    Line read(String line) {
        if (prefix != null) {
            ClientHeader header = prefix.read(line);
            return header == null
                    ? new Line(null, ClientMessage.read(line, 0))
                    : new Line(header, ClientMessage.read(line, skipBlanks(line, header.message())));
        }
        Stamp stamp = null;
        int at = skipBlanks(line, SyslogHeader.afterPriority(line));
        int message = at;
        String client = null;
        for (int tokens = 0; at < line.length() && tokens <= MOST_TOKENS; tokens++) {
            message = at;
            ClientMessage found = ClientMessage.read(line, at);
            if (found != null) {
                return new Line(stamp == null ? null : new ClientHeader(stamp, client, at), found);
            }
            if (stamp == null) {
                stamp = StampReader.read(line, line.charAt(at) == '[' ? at + 1 : at);
                if (stamp != null) {
                    at = skipBlanks(line, behindStamp(line, stamp.end()));
                    message = at;
                    SyslogHeader header = SyslogHeader.read(line);
                    if (header != null
                            && header.host() != null
                            && header.program() != null
                            && ClientFiles.hasClientLogName(header.program() + ".log")) {
                        client = header.host();
                        at = skipBlanks(line, header.message());
                        message = at;
                    }
                    continue;
                }
            }
            int end = endOfPrefixToken(line, at);
            if (end < 0) {
                break;
            }
            at = skipBlanks(line, end);
        }
        return new Line(stamp == null ? null : new ClientHeader(stamp, client, message), null);
    }

    private static int behindStamp(String line, int from) {
        int at = from;
        while (at < line.length() && "]:,;|-".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Index behind one part of a prefix; -1 where the text there is none. */
    private static int endOfPrefixToken(String line, int from) {
        char first = line.charAt(from);
        if (first == '[' || first == '(' || first == '<') {
            int close = line.indexOf(first == '[' ? ']' : first == '(' ? ')' : '>', from);
            return close < 0 ? -1 : behindStamp(line, close + 1);
        }
        int end = from;
        while (end < line.length() && " \t|;".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        if (end == line.length()) {
            return -1;
        }
        char behind = line.charAt(end);
        if (behind == '|' || behind == ';') {
            // A column of a table; one of the message's own would have blanks in it.
            return end + 1;
        }
        String token = line.substring(from, end);
        int next = skipBlanks(line, end);
        if (isLogger(token)
                && (line.startsWith("- ", next) || line.startsWith(": ", next) || line.startsWith("| ", next))) {
            return next + 1;
        }
        boolean punctuation = token.equals("-") || token.equals("|") || token.equals(":") || token.matches("--+");
        return punctuation || isLevel(token) || isNumber(token) || isTag(token) ? end : -1;
    }

    private static boolean isLevel(String token) {
        String word = token.endsWith(":") || token.endsWith(",") ? token.substring(0, token.length() - 1) : token;
        return LEVELS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** {@code com.example.KeyService} before a dash, as log4j and its kin write. */
    private static boolean isLogger(String token) {
        return token.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._$-/".indexOf(c) >= 0);
    }

    private static boolean isNumber(String token) {
        return token.chars().allMatch(c -> (c >= '0' && c <= '9') || c == ':' || c == '.');
    }

    /** {@code protectvl[123]:}, {@code KeyService:}. */
    private static boolean isTag(String token) {
        return token.endsWith(":")
                && token.chars()
                        .limit(token.length() - 1L)
                        .allMatch(c -> Character.isLetterOrDigit(c) || "-_.[]()/".indexOf(c) >= 0);
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
