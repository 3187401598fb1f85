package protectv.audit.history;

/**
 * Text from logs as a database of any kind and encoding takes it: printable ASCII, everything else as {@code \}{@code
 * u0000}, a backslash doubled. Any string of Java comes back as it was, lone surrogates too.
 */
final class AsciiText {

    private AsciiText() {}

    static String write(String text) {
        StringBuilder written = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                written.append("\\\\");
            } else if (c >= ' ' && c < 0x7f) {
                written.append(c);
            } else {
                written.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    written.append(Character.forDigit(c >> shift & 0xf, 16));
                }
            }
        }
        return written.toString();
    }

    /** @throws IllegalArgumentException where the text is not from {@link #write} */
    static String read(String written) {
        StringBuilder text = new StringBuilder(written.length());
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            if (c != '\\') {
                text.append(c);
                at++;
            } else if (written.startsWith("\\\\", at)) {
                text.append(c);
                at += 2;
            } else if (written.startsWith("\\u", at) && at + 6 <= written.length()) {
                text.append((char) Integer.parseInt(written.substring(at + 2, at + 6), 16));
                at += 6;
            } else {
                throw new IllegalArgumentException("a backslash without meaning at " + at);
            }
        }
        return text.toString();
    }
}
