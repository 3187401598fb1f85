package protectv.audit.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, from what its help says, in the man macros of roff. */
final class ManPage {

    private static final int MOST_COLUMNS = 78;

    private final CommandSpec spec;
    private final StringBuilder roff = new StringBuilder();

    private ManPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** {@code protectv-audit-rules-test}. */
    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    /** @param date of the release, as 2026-11-22 */
    static String of(CommandSpec spec, String date) {
        ManPage page = new ManPage(spec);
        page.head(date);
        page.synopsis();
        page.description();
        page.arguments();
        page.commands();
        if (spec.parent() == null) {
            page.exitStatus();
        }
        page.examples();
        page.seeAlso();
        return page.roff.toString();
    }

    static List<CommandSpec> shown(CommandSpec spec) {
        return spec.subcommands().values().stream()
                .map(command -> command.getCommandSpec())
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    private void head(String date) {
        roff.append(".TH ")
                .append(quoted(name(spec).toUpperCase(Locale.ROOT)))
                .append(" 1 ")
                .append(date)
                .append(' ')
                .append(quoted(String.join(" ", spec.version())))
                .append(" \"User Commands\"\n");
        section("NAME");
        String first = description(spec).replaceFirst("[.:;]( .*|$)", "");
        text(escape(name(spec)) + " \\- "
                + escape(first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1)));
    }

    private void synopsis() {
        section("SYNOPSIS");
        String synopsis = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0);
        text(escape(synopsis.strip().replaceAll("\\s+", " ")));
    }

    private void description() {
        section("DESCRIPTION");
        text(escape(description(spec)));
        if (spec.parent() != null) {
            footer().stream()
                    .takeWhile(text -> !isExample(text))
                    .filter(text -> !text.isBlank())
                    .forEach(text -> {
                        line(".PP");
                        text(escape(text));
                    });
        }
    }

    private static String description(CommandSpec spec) {
        return rendered(spec.usageMessage().description());
    }

    private void arguments() {
        List<PositionalParamSpec> arguments = spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .toList();
        if (!arguments.isEmpty()) {
            section("ARGUMENTS");
            arguments.forEach(argument -> entry("\\fI" + escape(argument.paramLabel()) + "\\fR", described(argument)));
        }
        section("OPTIONS");
        spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(option -> entry(names(option), described(option)));
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : "=\\fI" + escape(option.paramLabel()) + "\\fR";
        return Arrays.stream(option.names())
                        .map(name -> "\\fB" + escape(name) + "\\fR")
                        .collect(Collectors.joining(", "))
                + value;
    }

    private static String described(ArgSpec argument) {
        return rendered(argument.description());
    }

    /** Help texts are formats: a percent sign stands twice in them. */
    private static String rendered(String[] texts) {
        return String.join(" ", texts).replace("%n", " ").replace("%%", "%");
    }

    private void commands() {
        List<CommandSpec> commands = shown(spec);
        if (!commands.isEmpty()) {
            section("COMMANDS");
            commands.forEach(command -> entry("\\fB\\%" + escape(name(command)) + "\\fR(1)", description(command)));
        }
    }

    private void exitStatus() {
        section("EXIT STATUS");
        for (ExitCode code : ExitCode.values()) {
            entry("\\fB" + code.code() + "\\fR", code.meaning());
        }
    }

    private void examples() {
        List<String> examples = footer().stream()
                .dropWhile(text -> !isExample(text))
                .skip(1)
                .map(String::stripTrailing)
                .toList();
        if (examples.isEmpty()) {
            return;
        }
        section("EXAMPLES");
        line(".nf");
        examples.forEach(text -> line(escape(text.startsWith("  ") ? text.substring(2) : text)));
        line(".fi");
    }

    private List<String> footer() {
        return Arrays.stream(spec.usageMessage().footer())
                .map(text -> rendered(new String[] {text}))
                .toList();
    }

    private static boolean isExample(String text) {
        return text.startsWith("Example");
    }

    private void seeAlso() {
        List<String> others = new ArrayList<>();
        if (spec.parent() != null) {
            others.add(name(spec.parent()));
            shown(spec.parent()).stream().filter(other -> other != spec).forEach(other -> others.add(name(other)));
        }
        if (!others.isEmpty()) {
            section("SEE ALSO");
            line(others.stream()
                    .sorted()
                    .map(other -> "\\fB\\%" + escape(other) + "\\fR(1)")
                    .collect(Collectors.joining(",\n")));
        }
    }

    private void section(String title) {
        roff.append(".SH ").append(quoted(title)).append('\n');
    }

    private void entry(String term, String text) {
        line(".TP");
        line(term);
        text(escape(text));
    }

    /** Running text, in lines as they are usual in sources of manual pages. */
    private void text(String escaped) {
        StringBuilder current = new StringBuilder();
        for (String word : escaped.split(" ", -1)) {
            if (current.length() + word.length() >= MOST_COLUMNS && !current.isEmpty()) {
                line(current.toString());
                current.setLength(0);
            }
            if (current.isEmpty()) {
                current.append(word.startsWith(".") ? "\\&" : "").append(word);
            } else {
                current.append(' ').append(word);
            }
        }
        line(current.toString());
    }

    private void line(String text) {
        roff.append(text).append('\n');
    }

    private static String quoted(String text) {
        return '"' + escape(text).replace("\"", "\\(dq") + '"';
    }

    /** As running text: what roff would obey is written out, and hyphens can be copied into a shell. */
    private static String escape(String text) {
        String escaped = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }
}
