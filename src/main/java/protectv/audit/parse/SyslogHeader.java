package protectv.audit.parse;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a syslog server writes before a message.
 *
 * <p>Source: RFC 3164 and RFC 5424; the forms in which rsyslog, syslog-ng, syslogd (BSD, Solaris, AIX, macOS) and
 * journalctl write them to files.
 *
 * @param stamp null where RFC 5424's stamp is {@code -}
 * @param host second column; null where there is none
 * @param program the tag without its process id: {@code sshd}; null where the message has no tag
 * @param message index in the line of the first character behind the tag
 */
record SyslogHeader(
        @Nullable Stamp stamp,
        @Nullable String host,
        @Nullable String program,
        @Nullable Integer pid,
        int message) {

    /** AIX writes this for what it relays: {@code Message forwarded from web01: sshd[123]: ...}. */
    private static final String FORWARDED = "Message forwarded from ";

    private static final List<String> LEVELS =
            List.of("emerg", "panic", "alert", "crit", "err", "error", "warn", "warning", "notice", "info", "debug");

    private static final int LONGEST_TAG = 64;

    private static final Set<String> FACILITY = Stream.of("auth", "authpriv", "security", "daemon", "user")
            .flatMap(facility -> LEVELS.stream().map(level -> facility + "." + level))
            .collect(Collectors.toUnmodifiableSet());

    /** Returns null where the line does not begin as a syslog line does. */
    static @Nullable SyslogHeader read(String line) {
        int start = afterPriority(line);
        if (line.startsWith("1 ", start)) {
            SyslogHeader modern = readRfc5424(line, start + 2);
            if (modern != null) {
                return modern;
            }
        }
        Stamp stamp = StampReader.read(line, start);
        return stamp == null ? null : readBsd(line, stamp);
    }

    /** Index behind {@code <134>}, and behind blanks; the line's start where there is none. */
    static int afterPriority(String line) {
        int at = 0;
        while (at < line.length() && " \0\uFEFF".indexOf(line.charAt(at)) >= 0) {
            // A file cut while it was written begins with NULs, one appended to another with a BOM.
            at++;
        }
        if (at < line.length() && line.charAt(at) == '<') {
            int end = line.indexOf('>', at);
            if (end > at + 1 && end <= at + 4 && isNumber(line, at + 1, end)) {
                return end + 1;
            }
        }
        return at;
    }

    private static @Nullable SyslogHeader readBsd(String line, Stamp stamp) {
        int at = skipBlanks(line, colonBehind(line, stamp.end()));
        if (at < line.length() && line.charAt(at) == '<') {
            // FreeBSD's syslogd -v: <auth.info> before the host.
            int end = endOfToken(line, at);
            if (line.charAt(end - 1) == '>') {
                at = skipBlanks(line, end);
            }
        }
        String host = null;
        if (!line.startsWith(FORWARDED, at)) {
            int end = endOfToken(line, at);
            if (end == at) {
                return new SyslogHeader(stamp, null, null, null, at);
            }
            if (isTag(line, at, end)) {
                return withTag(line, stamp, null, at);
            }
            host = Shared.part(line, at, end);
            at = skipBlanks(line, end);
        }
        at = behindFacility(line, at);
        if (line.startsWith(FORWARDED, at)) {
            int end = line.indexOf(": ", at + FORWARDED.length());
            if (end > 0 && endOfToken(line, at + FORWARDED.length()) == end + 1) {
                host = Shared.part(line, at + FORWARDED.length(), end);
                at = end + 2;
            }
        }
        return withTag(line, stamp, host, behindFacility(line, at));
    }

    private static int behindFacility(String line, int at) {
        int end = endOfToken(line, at);
        return isFacility(line, at, end) ? skipBlanks(line, end) : at;
    }

    /** Reads {@code sshd[123]: }, {@code sshd: }, {@code sshd(pam_unix)[123]: } or the Manager's bare {@code gordium }. */
    private static SyslogHeader withTag(String line, Stamp stamp, @Nullable String host, int at) {
        int limit = Math.min(line.length(), at + LONGEST_TAG);
        int end = at;
        while (end < limit && isTagChar(line.charAt(end))) {
            end++;
        }
        String program = Shared.part(line, at, end);
        Integer pid = null;
        int behind = end;
        if (behind < line.length() && line.charAt(behind) == '[') {
            int close = line.indexOf(']', behind);
            if (close > behind + 1 && close - behind <= 11 && isNumber(line, behind + 1, close)) {
                long number = Long.parseLong(line, behind + 1, close, 10);
                pid = number <= Integer.MAX_VALUE ? (int) number : null;
                behind = close + 1;
            }
        }
        behind = behindLevel(line, behind, pid);
        boolean colon = behind < line.length() && line.charAt(behind) == ':';
        // Templates may leave the colon out behind a process id; the Manager sends none at all.
        boolean bare = (pid != null || program.equals(AuditParser.PROGRAM))
                && (behind == line.length() || line.charAt(behind) == ' ');
        if (program.isEmpty() || !(colon || bare)) {
            return new SyslogHeader(stamp, host, null, null, at);
        }
        return new SyslogHeader(stamp, host, program, pid, skipOneBlank(line, colon ? behind + 1 : behind));
    }

    /** macOS writes the level behind the process: {@code sshd[123] <Error>: }. */
    private static int behindLevel(String line, int at, @Nullable Integer pid) {
        if (pid == null || !line.startsWith(" <", at)) {
            return at;
        }
        int end = line.indexOf(">:", at);
        boolean level = end > at + 2 && end <= at + 12;
        for (int i = at + 2; level && i < end; i++) {
            level = Character.isLetter(line.charAt(i));
        }
        return level ? end + 1 : at;
    }

    private static @Nullable SyslogHeader readRfc5424(String line, int from) {
        Stamp stamp = null;
        int at;
        if (line.startsWith("- ", from)) {
            at = from + 2;
        } else {
            stamp = StampReader.read(line, from);
            if (stamp == null || !stamp.hasYear() || stamp.end() >= line.length() || line.charAt(stamp.end()) != ' ') {
                return null;
            }
            at = stamp.end() + 1;
        }
        String[] fields = new String[4];
        for (int i = 0; i < fields.length; i++) {
            int end = line.indexOf(' ', at);
            if (end <= at) {
                return null;
            }
            fields[i] = Shared.part(line, at, end);
            at = end + 1;
        }
        int message = afterStructuredData(line, at);
        if (message < 0) {
            return null;
        }
        if (message < line.length() && line.charAt(message) == '\uFEFF') {
            message++;
        }
        String procId = fields[2];
        Integer pid = procId.length() <= 9 && isNumber(procId, 0, procId.length()) ? Integer.valueOf(procId) : null;
        return new SyslogHeader(stamp, unlessNil(fields[0]), unlessNil(fields[1]), pid, message);
    }

    /** Index of the message behind {@code -} or {@code [id name="value"]...}; -1 where that part is broken. */
    private static int afterStructuredData(String line, int from) {
        if (line.startsWith("-", from)) {
            return skipOneBlank(line, from + 1);
        }
        int at = from;
        while (at < line.length() && line.charAt(at) == '[') {
            boolean quoted = false;
            at++;
            while (at < line.length() && (quoted || line.charAt(at) != ']')) {
                char c = line.charAt(at);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '\\' && quoted) {
                    at++;
                }
                at++;
            }
            if (at >= line.length()) {
                return -1;
            }
            at++;
        }
        return at == from ? -1 : skipOneBlank(line, at);
    }

    /** Cisco and syslog-ng may write a colon behind the stamp. */
    private static int colonBehind(String line, int at) {
        return line.startsWith(": ", at) ? at + 1 : at;
    }

    private static boolean isTag(String line, int from, int end) {
        if (line.charAt(end - 1) != ':' || end - from < 2) {
            return false;
        }
        // An IPv6 address may end with a colon too, but then it has more of them.
        return line.indexOf(':', from) == end - 1;
    }

    /** AIX: {@code auth|security:info}; nothing else has a bar there. BusyBox: {@code authpriv.info}. */
    private static boolean isFacility(String line, int from, int end) {
        if (end < line.length() && line.indexOf('.', from) > from && FACILITY.contains(line.substring(from, end))) {
            return true;
        }
        int bar = line.indexOf('|', from);
        return bar > from && bar < end && line.charAt(end - 1) != ':';
    }

    private static boolean isTagChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_./()@+".indexOf(c) >= 0;
    }

    private static boolean isNumber(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return end > from;
    }

    private static int endOfToken(String line, int from) {
        int end = line.indexOf(' ', from);
        return end < 0 ? line.length() : end;
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int skipOneBlank(String line, int from) {
        return from < line.length() && line.charAt(from) == ' ' ? from + 1 : from;
    }

    private static @Nullable String unlessNil(String field) {
        return field.equals("-") ? null : field;
    }
}
