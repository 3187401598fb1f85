package protectv.audit.parse;

import org.jspecify.annotations.Nullable;

/**
 * Finds the Manager's text in a line, in all the shapes that its way through syslog servers gives it.
 *
 * <p>A Manager writes {@code gordium 2017-10-12 07:35:48 category=...} behind its header. Where it sends no host, a relay
 * takes {@code gordium} for the host and the date for the program (RFC 3164, 4.1.3 lets it), and RFC 5424 files then have
 * the Manager's stamp in two columns. Seen with rsyslog 8 and syslog-ng 3.
 *
 * @param relay the syslog server's stamp; null in a file from the Manager's own disk
 * @param manager the syslog server's second column; null where there is none
 * @param text from the Manager's own stamp on
 */
record AuditLine(@Nullable Stamp relay, @Nullable String manager, String text) {

    /** Returns null where the line is not from a Manager. */
    static @Nullable AuditLine find(String line, @Nullable SyslogHeader header) {
        int start = SyslogHeader.afterPriority(line);
        if (line.startsWith(AuditParser.PROGRAM + " ", start)) {
            String text = line.substring(start + AuditParser.PROGRAM.length() + 1);
            if (StampReader.read(text, 0) != null) {
                return new AuditLine(null, null, text);
            }
        }
        Stamp first = StampReader.read(line, start);
        if (first != null && AuditParser.startsWithCategory(line, first.end())) {
            return new AuditLine(null, null, line.substring(start));
        }
        return header == null ? null : find(header, line.substring(header.message()));
    }

    private static @Nullable AuditLine find(SyslogHeader header, String message) {
        String host = header.host();
        String program = header.program();
        if (AuditParser.PROGRAM.equals(program)) {
            return new AuditLine(header.stamp(), host, message);
        }
        if (AuditParser.PROGRAM.equals(host)) {
            String text = program == null ? message : program + " " + message.strip();
            return StampReader.read(text, 0) == null ? null : new AuditLine(header.stamp(), null, text);
        }
        if (host != null && host.startsWith("category=")) {
            // syslog-ng took the Manager's stamp for a header, and the fields for its columns.
            return new AuditLine(header.stamp(), null, host + " " + message);
        }
        if (host != null && program != null && program.length() == 2) {
            // rsyslog took the date for the host and the hour for the program.
            String text = host + " " + program + ":" + message.strip();
            Stamp own = StampReader.read(text, 0);
            return own != null && AuditParser.startsWithCategory(text, own.end())
                    ? new AuditLine(header.stamp(), null, text)
                    : null;
        }
        if (program != null) {
            return null;
        }
        if (message.startsWith("1 ")) {
            // syslog-ng puts its own header before the one of RFC 5424.
            SyslogHeader inner = SyslogHeader.read(message);
            return inner != null && AuditParser.PROGRAM.equals(inner.program())
                    ? new AuditLine(header.stamp(), inner.host(), message.substring(inner.message()))
                    : null;
        }
        boolean remains =
                message.startsWith("category=") || (message.contains("category=<") && message.contains(" msg=<"));
        return remains ? new AuditLine(header.stamp(), host, message) : null;
    }
}
