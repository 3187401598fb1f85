package protectv.audit.input;

/**
 * One line of an input.
 *
 * @param file the input's name as reports show it
 * @param number counted from 1; only LF ends a line
 * @param text without its LF or CR LF; bytes that are no UTF-8 are U+FFFD
 * @param cut true where the line was longer than the limit, so that {@code text} is only its beginning
 */
public record RawLine(String file, long number, String text, boolean cut) {}
