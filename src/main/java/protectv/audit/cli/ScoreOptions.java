package protectv.audit.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.Progress;
import protectv.audit.ruletest.Share;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What commands that measure tests have in common. */
final class ScoreOptions {

    enum Format {
        TEXT,
        JSON
    }

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Option(
            names = "--min",
            paramLabel = "PERCENT",
            description = "Ends with 3 where all of them together come to less, from 0 to 100.")
    private @Nullable Double min;

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "text")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format format;

    @Parameters(
            arity = "0..*",
            paramLabel = "ID|FILE",
            description = "Rules: ids as PV-KEY-001, rule or test files, or folders. Without one: all.")
    private List<String> names = List.of();

    /**
     * The rules whose tests are measured.
     *
     * @throws UsageException where a name is no rule, or the bound none, before minutes are spent
     */
    RuleCatalog asked() throws RulesException {
        if (min != null && (min.isNaN() || min < 0 || min > 100)) {
            throw new UsageException("--min " + min + " is no percentage; write a number from 0 to 100, as --min 95");
        }
        return RuleSelection.of(rules.folder(), names);
    }

    /** True where no rule was named. */
    boolean ofAll() {
        return names.isEmpty();
    }

    boolean json() {
        return format == Format.JSON;
    }

    static UsageException noRoom(IOException problem) {
        return new UsageException("cannot write the changed rules into the folder for temporary files: " + problem
                + "; name another one with java -Djava.io.tmpdir=DIR");
    }

    static void print(PrintWriter out, Object value) {
        out.println(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(value));
    }

    /** 3 where a problem keeps the score from meaning anything, or where it is too low; says so. */
    int code(Share share, boolean problems, PrintWriter err) {
        boolean low = min != null && share.percent() < min;
        if (low) {
            err.println(share.percentText() + " is less than --min " + min);
        }
        return (low || problems ? ExitCode.RULES : ExitCode.OK).code();
    }

    /** A line that counts, where somebody looks at it; it is wiped out by whatever is written next. */
    static Progress progress(PrintWriter err) {
        if (!isWatched()) {
            return Progress.NONE;
        }
        return (done, of) -> {
            err.print(done < of ? "\r" + done + " of " + of + " mutants" : "\r\u001b[K");
            err.flush();
        };
    }

    // From Java 22 on there is always a console, and it knows whether it is a terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isWatched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
