package protectv.audit.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.RuleProblem;

/**
 * The text of one file, and where its problems go.
 *
 * @param file name below the rules folder, {@code /}-separated
 * @param problems grows while the file is read
 */
public record YamlText(String file, String text, List<RuleProblem> problems) {

    /** Reads a file; null where there is none, and where it cannot be read, which is then among the problems. */
    public static @Nullable YamlText read(Path folder, String file, List<RuleProblem> problems) {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
            // Editors on Windows write a mark before the text; it is no part of the first value.
            return new YamlText(file, text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
        } catch (CharacterCodingException e) {
            problems.add(new RuleProblem(file, 0, 0, "the file is not UTF-8; save it as UTF-8", ""));
        } catch (IOException e) {
            problems.add(new RuleProblem(file, 0, 0, "the file cannot be read: " + e.getMessage(), ""));
        }
        return null;
    }

    /** Adds a problem at a place counted from 1. */
    public void problem(int line, int column, String message) {
        String sourceLine = text.lines().skip(line - 1L).findFirst().orElse("").replace('\t', ' ');
        problems.add(new RuleProblem(file, line, column, message, sourceLine));
    }

    public void problem(YamlNode at, String message) {
        problem(at.line(), at.column(), message);
    }
}
