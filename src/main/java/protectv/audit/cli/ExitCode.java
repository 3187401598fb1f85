package protectv.audit.cli;

/**
 * What the scheduler reads. Where several apply the worst wins, in the order {@code FAULT, USAGE, RULES, INCOMPLETE,
 * FINDINGS}.
 */
enum ExitCode {
    OK(0, "done; nothing at or above --fail-on"),
    FINDINGS(1, "done; findings at or above --fail-on"),
    USAGE(2, "usage or configuration"),
    RULES(3, "the rules do not load or are not signed as asked, or a rule test failed"),
    /** Unreadable or truncated file, unparsed lines above the limit, or no line at all. */
    INCOMPLETE(4, "done, but the input was incomplete"),
    FAULT(70, "a fault of the program");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** The line of the help text: {@code   0   done; nothing at or above --fail-on}. */
    String helpLine() {
        return "  %-3d %s".formatted(code, meaning);
    }
}
