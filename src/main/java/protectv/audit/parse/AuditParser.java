package protectv.audit.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditKind;

/**
 * Reads what stands behind {@code gordium} in an audit line: {@code 2017-10-12 07:35:48 category=<Audit>,
 * status=<success>, msg=<Key accessed>, subject=<Key>, client-name=<web01>}, with or without the commas and the angle
 * brackets.
 *
 * <p>The Manager writes the first four values. The last one is the client's word: it reaches to the end of the line,
 * whatever it says, so that no client can name itself into another field.
 *
 * <p>Source: guide, "Audit Events - Log Format", p. 8.
 */
final class AuditParser {

    /** The program's name in syslog. */
    static final String PROGRAM = "gordium";

    static final String NO_STAMP = "audit line without the Manager's own stamp";
    static final String CUT = "audit line that is cut or garbled";

    private static final String[] KEYS = {"category=", " status=", " msg=", " subject="};

    private static final Map<String, AuditKind> KINDS = kinds();

    private AuditParser() {}

    /**
     * @param own the Manager's own stamp
     * @param clientName null for {@code <none>}
     */
    record Fields(
            Stamp own,
            AuditKind kind,
            String category,
            String status,
            String message,
            String subject,
            @Nullable String clientName,
            int count) {}

    /** What came of the text: fields, or the reason why there are none; neither for a line of the Manager's other logs. */
    record Outcome(@Nullable Fields fields, @Nullable String malformed) {

        private static final Outcome NO_AUDIT_LINE = new Outcome(null, null);
    }

    /** Parses the text from the Manager's own stamp on. */
    static Outcome parse(String behindHeader) {
        Repeat repeat = Repeat.unfold(behindHeader.strip());
        return parse(repeat.text(), repeat.count());
    }

    private static Outcome parse(String text, int count) {
        Stamp own = StampReader.read(text, 0);
        int at = skipSeparators(text, own == null ? 0 : own.end());
        if (!text.startsWith(KEYS[0], at)) {
            boolean garbled = text.contains(" msg=") || text.contains("category=");
            return garbled ? new Outcome(null, own == null ? NO_STAMP : CUT) : Outcome.NO_AUDIT_LINE;
        }
        if (own == null) {
            return new Outcome(null, NO_STAMP);
        }
        String[] values = new String[KEYS.length];
        int start = at + KEYS[0].length();
        for (int i = 1; i < KEYS.length; i++) {
            int next = text.indexOf(KEYS[i], start);
            if (next < 0) {
                return new Outcome(null, CUT);
            }
            values[i - 1] = value(text, start, next);
            start = next + KEYS[i].length();
        }
        int client = text.indexOf(" client-name=", start);
        int clientStart = client + " client-name=".length();
        int broken = text.indexOf(" client- name=", start);
        if (broken >= 0 && (client < 0 || broken < client)) {
            client = broken;
            clientStart = broken + " client- name=".length();
        }
        if (client < 0) {
            return new Outcome(null, CUT);
        }
        values[3] = value(text, start, client);
        boolean bracketed = text.startsWith("<", clientStart);
        if (bracketed && (!text.endsWith(">") || text.length() - clientStart < 2)) {
            return new Outcome(null, CUT);
        }
        String clientName = bracketed
                ? Shared.part(text, clientStart + 1, text.length() - 1)
                : Shared.part(text, clientStart, text.length());
        boolean audit = values[0].equalsIgnoreCase("Audit");
        AuditKind kind = audit ? KINDS.getOrDefault(values[2], AuditKind.OTHER) : AuditKind.OTHER;
        boolean nobody =
                clientName.isBlank() || clientName.equalsIgnoreCase("none") || clientName.equalsIgnoreCase("<none>");
        return new Outcome(
                new Fields(
                        own,
                        kind,
                        values[0],
                        values[1].toLowerCase(Locale.ROOT),
                        values[2],
                        values[3],
                        nobody ? null : clientName,
                        count),
                null);
    }

    /** True where the fields begin at this index, perhaps behind a separator. */
    static boolean startsWithCategory(String line, int from) {
        return line.startsWith(KEYS[0], skipSeparators(line, from));
    }

    private static int skipSeparators(String text, int from) {
        int at = from;
        while (at < text.length() && " ,:-".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** The text between two keys without its comma and angle brackets. */
    private static String value(String text, int from, int end) {
        int start = behindBlanks(text, from, end);
        int stop = beforeBlanks(text, start, end);
        if (stop > start && text.charAt(stop - 1) == ',') {
            stop = beforeBlanks(text, start, stop - 1);
        }
        if (stop - start >= 2 && text.charAt(start) == '<' && text.charAt(stop - 1) == '>') {
            start++;
            stop--;
        }
        return Shared.part(text, start, stop);
    }

    private static int behindBlanks(String text, int from, int end) {
        int at = from;
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int beforeBlanks(String text, int from, int end) {
        int at = end;
        while (at > from && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static Map<String, AuditKind> kinds() {
        Map<String, AuditKind> kinds = new HashMap<>();
        for (AuditKind kind : AuditKind.values()) {
            if (kind != AuditKind.OTHER) {
                kinds.put(kind.label(), kind);
            }
        }
        return kinds;
    }
}
