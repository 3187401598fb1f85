package protectv.audit.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a line are taken for, for people who ask why it was read as it was.
 *
 * @param parser who reads such lines, in words
 * @param stamps in the order of the line; of an audit line that passed a syslog server both
 * @param parts of the header and the message behind it, in the order of the line
 */
public record LineAnatomy(String parser, List<StampPart> stamps, List<Part> parts) {

    public LineAnatomy {
        stamps = List.copyOf(stamps);
        parts = List.copyOf(parts);
    }

    /**
     * A part of the line.
     *
     * @param from index of its first character
     * @param to index behind its last
     */
    public record Part(String name, int from, int to) {}

    /**
     * A time stamp.
     *
     * @param name what it is called among the parts
     * @param year 0 where it states none
     * @param zone the offset that it states, as {@code +02:00} or {@code Z}; null for none
     * @param decides true for the one that is the event's time
     */
    public record StampPart(String name, int year, @Nullable String zone, boolean decides) {}

    static LineAnatomy ofClientFile(String line, ClientParser.Line read) {
        Writer writer = new Writer(line);
        ClientHeader header = read.header();
        if (header != null) {
            writer.stamp("stamp", header.stamp(), header.stamp().end(), true);
            writer.named("client", header.clientName(), header.message());
            writer.part("message", header.message(), line.length());
        }
        return writer.anatomy("a ProtectV Client's own log");
    }

    static LineAnatomy ofSyslogFile(String line) {
        Writer writer = new Writer(line);
        SyslogHeader header = SyslogHeader.read(line);
        AuditLine audit = AuditLine.find(line, header);
        if (audit != null) {
            return ofManager(audit, writer);
        }
        if (header == null) {
            return writer.anatomy("nothing: it begins with no stamp");
        }
        Stamp stamp = header.stamp();
        if (stamp != null) {
            writer.stamp("stamp", stamp, stamp.end(), true);
        }
        writer.named("host", header.host(), header.message());
        writer.named("program", header.program(), header.message());
        if (header.pid() != null) {
            writer.named("pid", header.pid().toString(), header.message());
        }
        writer.part("message", header.message(), line.length());
        String program = header.program();
        if (program == null) {
            return writer.anatomy("a syslog line without a program");
        }
        return writer.anatomy(
                LineParser.isSshd(program)
                        ? "sshd's log, and that of PAM inside it"
                        : ClientFiles.hasClientLogName(program + ".log")
                                ? "a ProtectV Client's log, by syslog"
                                : "a program that is not audited");
    }

    private static LineAnatomy ofManager(AuditLine audit, Writer writer) {
        Stamp own = StampReader.read(audit.text(), 0);
        int text = writer.line.endsWith(audit.text())
                ? writer.line.length() - audit.text().length()
                : -1;
        Stamp relay = audit.relay();
        if (relay != null) {
            writer.stamp("relay stamp", relay, relay.end(), false);
            writer.named("manager", audit.manager(), text < 0 ? writer.line.length() : text);
        }
        if (own != null && text >= 0) {
            writer.at = text;
            writer.stamp("own stamp", own, text + own.end(), true);
            writer.part("fields", text + own.end(), writer.line.length());
        } else if (own != null) {
            writer.stamps.add(new StampPart("own stamp", own.year(), offset(own), true));
        }
        return writer.anatomy("a ProtectV Manager's audit log");
    }

    private static @Nullable String offset(Stamp stamp) {
        return stamp.offset() == null ? null : stamp.offset().toString();
    }

    /** Goes through the line from left to right: a name is looked for behind the part before it. */
    private static final class Writer {

        private final String line;
        private final List<StampPart> stamps = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private int at;

        Writer(String line) {
            this.line = line;
            this.at = SyslogHeader.afterPriority(line);
        }

        void stamp(String name, Stamp stamp, int end, boolean decides) {
            stamps.add(new StampPart(name, stamp.year(), offset(stamp), decides));
            part(name, at, end);
        }

        void named(String name, @Nullable String value, int limit) {
            int from = value == null ? -1 : line.indexOf(value, at);
            if (value != null && from >= 0 && from + value.length() <= limit) {
                part(name, from, from + value.length());
            }
        }

        void part(String name, int from, int to) {
            int start = from;
            while (start < to && line.charAt(start) == ' ') {
                start++;
            }
            if (start < to) {
                parts.add(new Part(name, start, to));
            }
            at = Math.max(at, to);
        }

        LineAnatomy anatomy(String parser) {
            return new LineAnatomy(parser, stamps, parts);
        }
    }
}
