package protectv.audit.parse;

/**
 * Values that come again and again in a log (hosts, programs, what a message says), so that a million lines do not hold a
 * million copies of them. A value that finds its place taken takes it over, so the table never grows, whatever a log says; who
 * asks gets an equal text in any case.
 *
 * <p>Safe for several threads without a lock: texts are immutable, and one that another thread does not see yet is made
 * again.
 */
final class Shared {

    private static final int PLACES = 1 << 13;
    private static final int LONGEST = 48;
    private static final String[] TABLE = new String[PLACES];

    private Shared() {}

    /** The text from one index to another. */
    static String part(String line, int from, int end) {
        int length = end - from;
        if (length > LONGEST || length <= 0) {
            return line.substring(from, end);
        }
        int hash = 0;
        for (int i = from; i < end; i++) {
            hash = 31 * hash + line.charAt(i);
        }
        int place = (hash ^ hash >>> 15) & (PLACES - 1);
        String known = TABLE[place];
        if (known != null && known.length() == length && line.startsWith(known, from)) {
            return known;
        }
        String text = line.substring(from, end);
        TABLE[place] = text;
        return text;
    }

    /** An equal text. */
    static String whole(String text) {
        return part(text, 0, text.length());
    }
}
