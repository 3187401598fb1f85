package protectv.audit.parse;

import org.jspecify.annotations.Nullable;
import protectv.audit.input.RawLine;

/**
 * What a line says by itself, before the lines around it tell its year and its hour. Of the parts, those are null that are
 * of no use to {@link LineParser}, or not there.
 *
 * @param blank true where it says nothing at all
 * @param header of a syslog line
 * @param audit where the line is a Manager's
 * @param outcome what came of the Manager's text
 * @param login where the line is sshd's
 * @param client of a Client's own log
 */
record LineContent(
        RawLine raw,
        boolean blank,
        @Nullable SyslogHeader header,
        @Nullable AuditLine audit,
        AuditParser.@Nullable Outcome outcome,
        @Nullable SshdMessage login,
        ClientParser.@Nullable Line client) {

    static LineContent blank(RawLine raw) {
        return new LineContent(raw, true, null, null, null, null, null);
    }

    static LineContent ofSyslog(RawLine raw) {
        String line = raw.text();
        SyslogHeader header = SyslogHeader.read(line);
        AuditLine audit = AuditLine.find(line, header);
        if (audit != null) {
            return new LineContent(raw, false, header, audit, AuditParser.parse(audit.text()), null, null);
        }
        String program = header == null ? null : header.program();
        SshdMessage login = header != null && program != null && isSshd(program)
                ? SshdParser.parse(program, line.substring(header.message()))
                : null;
        return new LineContent(raw, false, header, null, null, login, null);
    }

    static LineContent ofClient(RawLine raw, ClientParser parser) {
        return new LineContent(raw, false, null, null, null, null, parser.read(raw.text()));
    }

    static boolean isSshd(String program) {
        String name = program.substring(program.lastIndexOf('/') + 1);
        return name.equals("sshd")
                || name.equals("sshd-session")
                || name.equals("sshd-auth")
                || name.startsWith("sshd(pam")
                || name.equals("com.openssh.sshd");
    }
}
