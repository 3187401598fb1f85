package protectv.audit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code share}: writes what a distribution brings below {@code share}: manual pages and completion. For the build. */
@Command(
        name = "share",
        hidden = true,
        description = "Writes the manual pages and the completion script of this version.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Example:", "  protectv-audit share --out share --date 2026-11-22"})
final class ShareCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for man/man1/*.1 and bash-completion/completions/protectv-audit.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(
            names = "--date",
            required = true,
            paramLabel = "DATE",
            description = "Date of the pages, as 2026-11-22 or 2026-11-22T00:00:00Z.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String date;

    @Override
    public Integer call() throws IOException {
        Path pages = Files.createDirectories(out.resolve("man/man1"));
        CommandSpec program = Commands.all().getCommandSpec();
        write(program, pages);
        Path completions = Files.createDirectories(out.resolve("bash-completion/completions"));
        write(completions.resolve(program.name()), CompletionCommand.script());
        return ExitCode.OK.code();
    }

    private void write(CommandSpec command, Path folder) throws IOException {
        String page = ManPage.of(command, date.length() > 10 ? date.substring(0, 10) : date);
        write(folder.resolve(ManPage.name(command) + ".1"), page);
        for (CommandSpec below : ManPage.shown(command)) {
            write(below, folder);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
