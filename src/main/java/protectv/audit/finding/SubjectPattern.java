package protectv.audit.finding;

/**
 * A pattern of whole subjects: {@code *} stands for any text, the empty one too, {@code ?} for one character; all else for
 * itself. Subjects are text from the logs: there is nothing in one, line ends and signs of regular expressions included,
 * that means more than itself, and the time that a match takes is at most the product of both lengths.
 */
final class SubjectPattern {

    private final int[] pattern;

    SubjectPattern(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    /** False where it names nothing: {@code *}, {@code ??*}. */
    boolean hasLiteral() {
        for (int c : pattern) {
            if (c != '*' && c != '?') {
                return true;
            }
        }
        return false;
    }

    boolean matches(String subject) {
        int[] text = subject.codePoints().toArray();
        int at = 0;
        int wanted = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length) {
            // The star comes first: a subject may hold a * of its own.
            if (wanted < pattern.length && pattern[wanted] == '*') {
                star = wanted++;
                resume = at;
            } else if (wanted < pattern.length && (pattern[wanted] == '?' || pattern[wanted] == text[at])) {
                wanted++;
                at++;
            } else if (star >= 0) {
                // Only the last star need ever take more: what the earlier ones took was the least.
                wanted = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (wanted < pattern.length && pattern[wanted] == '*') {
            wanted++;
        }
        return wanted == pattern.length;
    }
}
