package protectv.audit.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import protectv.audit.escape.VisibleText;
import protectv.audit.rule.RulesException;
import protectv.audit.run.LocalSite;
import protectv.audit.run.PeriodTooLongException;
import protectv.audit.run.Site;
import protectv.audit.settings.ConfigurationException;
import protectv.audit.spill.SpillException;

/** Entry point of {@code java -jar protectv-audit.jar}. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(new LocalSite(System.in), args));
    }

    /** Runs a command line, audits where they take place, and returns its exit code; nothing leaves as an exception. */
    public static int run(Site site, String... args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(site, System.getenv(), out, err, args);
        out.flush();
        return code;
    }

    static int run(Site site, Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        int code;
        CommandLine commandLine = null;
        try {
            Configuration configuration = Configuration.of(environment, args);
            for (String unknown : configuration.unknown()) {
                err.println("protectv-audit: " + unknown
                        + " is set and means nothing; protectv-audit config show lists the keys");
            }
            commandLine = Commands.named(site, args)
                    .setOut(out)
                    .setErr(err)
                    .setExecutionExceptionHandler((problem, command, parsed) -> {
                        ExitCode told = explained(problem, err);
                        if (told == ExitCode.USAGE) {
                            tellOrigins(err, configuration);
                        }
                        tellFailure(command, told, String.valueOf(problem.getMessage()));
                        return told.code();
                    });
            IParameterExceptionHandler usual = commandLine.getParameterExceptionHandler();
            commandLine.setParameterExceptionHandler((problem, words) -> {
                int usage = usual.handleParseException(problem, words);
                tellOrigins(err, configuration);
                tellFailure(problem.getCommandLine(), ExitCode.USAGE, String.valueOf(problem.getMessage()));
                return usage;
            });
            code = commandLine.execute(configuration.args().toArray(String[]::new));
        } catch (ConfigurationException e) {
            err.println("protectv-audit: the configuration is wrong");
            tellLines(err, e);
            code = ExitCode.USAGE.code();
        } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            // picocli lets errors pass, and Java would leave with 1: that is the code for findings.
            err.println("protectv-audit: a fault of the program: " + e
                    + (e instanceof OutOfMemoryError ? "; give it more memory with java -Xmx" : "")
                    + "\nNo report was written.");
            err.flush();
            if (commandLine != null) {
                commandLine
                        .getParseResult()
                        .asCommandLineList()
                        .forEach(command -> tellFailure(command, ExitCode.FAULT, e.toString()));
            }
            return ExitCode.FAULT.code();
        }
        if (out.checkError()) {
            // A closed pipe, as with "| head", is no fault; a full disk is one.
            LOG.debug("standard output was closed early");
        }
        return code;
    }

    /** A file may hold what a terminal would obey. */
    private static void tellLines(PrintWriter err, Exception problem) {
        String.valueOf(problem.getMessage()).lines().map(VisibleText::escape).forEach(err::println);
    }

    /** A run that fails has those who wait for its result. */
    private static void tellFailure(CommandLine command, ExitCode code, String why) {
        if (command.getCommandSpec().userObject() instanceof RunCommand run) {
            run.failed(code, why);
        }
    }

    /** A value that is wrong may stand elsewhere than on the command line. */
    private static void tellOrigins(PrintWriter err, Configuration configuration) {
        if (!configuration.used().isEmpty()) {
            err.println("Beside the command line, this run took " + configuration.origins() + ".");
        }
    }

    private static ExitCode explained(Exception problem, PrintWriter err) {
        if (problem instanceof UsageException
                || problem instanceof PeriodTooLongException
                || problem instanceof SpillException) {
            err.println("protectv-audit: " + problem.getMessage());
            return ExitCode.USAGE;
        }
        if (problem instanceof UntrustedException) {
            err.println("protectv-audit: " + problem.getMessage());
            return ExitCode.RULES;
        }
        if (problem instanceof ConfigurationException) {
            err.println("protectv-audit: the configuration is wrong");
            tellLines(err, problem);
            return ExitCode.USAGE;
        }
        if (problem instanceof RulesException) {
            err.println("protectv-audit: the rules do not load");
            tellLines(err, problem);
            return ExitCode.RULES;
        }
        err.println("protectv-audit: a fault of the program: " + problem
                + "\nPlease report it with the lines below; no report was written.");
        problem.printStackTrace(err);
        return ExitCode.FAULT;
    }
}
