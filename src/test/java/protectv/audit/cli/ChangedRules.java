package protectv.audit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules folders and small logs for tests that compare. */
final class ChangedRules {

    private ChangedRules() {}

    /** Copies shipped rules, named as {@code ssh/password-guessing}, with their tests; texts are replaced on the way. */
    static Path copy(Path target, Map<String, String> replaced, String... rules) throws IOException {
        for (String rule : rules) {
            for (String suffix : List.of(".drl", ".test.yaml")) {
                Path file = target.resolve(rule + suffix);
                Files.createDirectories(file.getParent());
                String text = Files.readString(Path.of("rules", rule + suffix));
                if (suffix.equals(".drl")) {
                    for (Map.Entry<String, String> change : replaced.entrySet()) {
                        text = text.replace(change.getKey(), change.getValue());
                    }
                }
                Files.writeString(file, text);
            }
        }
        return target;
    }

    /** So many wrong passwords from an address on a day of October 2017, a minute apart, from 08:00 UTC on. */
    static List<String> guesses(int day, String address, int times) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            lines.add(String.format(
                    "Oct %2d 08:%02d:00 192.0.2.7 sshd[%d]: Failed password for root from %s port 4711 ssh2",
                    day, i, 3000 + i, address));
        }
        return lines;
    }

    /** Writes a log of those lines, and returns its name. */
    static String log(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        return file.toString();
    }

    /** Runs git in a folder. */
    static void git(Path folder, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-C",
                folder.toString(),
                "-c",
                "user.name=Tester",
                "-c",
                "user.email=tester@example.org",
                "-c",
                "commit.gpgsign=false"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git " + String.join(" ", args) + ": " + said);
        }
    }
}
