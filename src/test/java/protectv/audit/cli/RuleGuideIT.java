package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a line to a signed rule, walked as {@code rules/README.md} tells it: its files written, its commands run. */
class RuleGuideIT {

    private static final Path GUIDE = Path.of("rules/README.md");
    private static final Path PACKED =
            Path.of("target/protectv-audit-dist.tar.gz").toAbsolutePath();

    /** A block between fences, with the last file name in back quotes that stands before it. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    private static final Pattern NAMED = Pattern.compile("`([\\w./-]+)`");

    @TempDir
    Path dir;

    private record Step(String command, List<String> shown) {}

    @Test
    void each_step_does_what_the_guide_says() throws Exception {
        sh("tar xzf '" + PACKED + "' --strip-components=1");
        String guide = Files.readString(GUIDE);
        String walk = guide.substring(guide.indexOf("<!-- walk:begin -->"), guide.indexOf("<!-- walk:end -->"));
        Matcher block = BLOCK.matcher(walk);
        int steps = 0;
        int behind = 0;
        while (block.find()) {
            if (block.group(1).equals("console")) {
                for (Step step : steps(block.group(2))) {
                    assertThat(sh(step.command()))
                            .as(step.command())
                            .matches(Pattern.compile(shape(step.shown()), Pattern.DOTALL));
                    steps++;
                }
            } else {
                Path file = dir.resolve(lastName(walk.substring(behind, block.start())));
                write(file, block.group(2));
            }
            behind = block.end();
        }
        assertThat(steps).isGreaterThan(9);
    }

    private static List<Step> steps(String console) {
        List<Step> steps = new ArrayList<>();
        for (String line : console.lines().toList()) {
            if (line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else {
                steps.get(steps.size() - 1).shown().add(line);
            }
        }
        return steps;
    }

    /** An indented block goes on with the file that is there. */
    private static void write(Path file, String block) throws IOException {
        Files.writeString(file, block.startsWith(" ") ? Files.readString(file) + block : block);
    }

    /** A line of three dots stands for any lines, three dots within a line for any letters. */
    private static String shape(List<String> shown) {
        return shown.stream()
                .map(line -> line.equals("...") ? "(?:[^\\n]*\\n)*?" : letters(line) + "\\n")
                .collect(Collectors.joining());
    }

    private static String letters(String line) {
        return Arrays.stream(line.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining("[^\\n]*"));
    }

    private static String lastName(String prose) {
        Matcher named = NAMED.matcher(prose);
        String last = "";
        while (named.find()) {
            last = named.group(1);
        }
        return last;
    }

    /** What a shell in the folder of the distribution prints; colours and progress are for terminals. */
    private String sh(String command) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command + " 2>&1").directory(dir.toFile());
        shell.environment().put("PATH", dir.resolve("bin") + ":" + System.getenv("PATH"));
        Path out = Files.createTempFile("guide", ".txt");
        Process process = shell.redirectOutput(out.toFile()).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String printed = Files.readString(out);
        Files.delete(out);
        return printed;
    }
}
