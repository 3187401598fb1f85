package protectv.audit.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a condition, read from left to right. Comments are gone already. */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\\\n]|\\\\.)*\"|\\$?[A-Za-z_]\\w*|[0-9]+(?:\\.[0-9]+)?|&&|\\|\\||[=!<>]=|[<>!()\\[\\],;:.\\-]|\\S)");

    private record Token(String text, int start, int end) {}

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Tokens(String source) {
        this.source = source;
        Matcher matcher = TOKEN.matcher(source);
        while (matcher.lookingAt()) {
            tokens.add(new Token(matcher.group(1), matcher.start(1), matcher.end(1)));
            matcher.region(matcher.end(), source.length());
        }
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    String peek() {
        return peek(0);
    }

    /** Empty behind the end. */
    String peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead).text() : "";
    }

    String next() {
        String text = peek();
        if (text.isEmpty()) {
            throw new NotExplained("the condition ends too early");
        }
        at++;
        return text;
    }

    boolean take(String text) {
        boolean is = peek().equals(text);
        at += is ? 1 : 0;
        return is;
    }

    void expect(String text) {
        if (!take(text)) {
            throw new NotExplained("\"" + peek() + "\" where \"" + text + "\" was looked for");
        }
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    /** The source from a position up to this one, on one line. */
    String text(int from) {
        if (from >= at) {
            return "";
        }
        return oneLine(
                source.substring(tokens.get(from).start(), tokens.get(at - 1).end()));
    }

    String rest() {
        return atEnd() ? "" : oneLine(source.substring(tokens.get(at).start()));
    }

    /** Goes to the next of these that closes or divides the brackets that this position is in. */
    void skipTo(String stops) {
        int depth = 0;
        while (!atEnd()) {
            String text = peek();
            if (depth == 0 && text.length() == 1 && stops.contains(text)) {
                return;
            }
            depth += text.equals("(") || text.equals("[") ? 1 : text.equals(")") || text.equals("]") ? -1 : 0;
            at++;
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** Something that this package does not understand; the reader of the clause or constraint says so. */
    static final class NotExplained extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotExplained(String message) {
            super(message);
        }
    }
}
