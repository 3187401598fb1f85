package protectv.audit.catalogue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleId;

/**
 * A rule that is about to be written from a template, and its test, which fails until somebody fills it in.
 *
 * @param folder below that of the rules: {@code manager}
 * @param since null for the day on which the file is written
 */
public record NewRule(
        RuleKind kind,
        RuleId id,
        String title,
        String folder,
        @Nullable LocalDate since) {

    private static final Pattern FOLDER = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int LONGEST_NAME = 60;

    /** @throws IllegalArgumentException where title or folder cannot be those of a rule */
    public NewRule {
        if (title.isBlank() || title.codePoints().anyMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    "a title is one line that names the problem, without double quotes and backslashes; not \"" + title
                            + "\"");
        }
        if (!FOLDER.matcher(folder).matches()) {
            throw new IllegalArgumentException("rules lie in a folder such as manager, ssh, client or logs, in small"
                    + " letters; not in \"" + folder + "\"");
        }
    }

    /** Where it was written, relative to the folder of the rules. */
    public record Written(String rule, String test) {}

    /**
     * The id that follows those of an area. Numbers below the highest stay free: they may be those of deleted rules.
     *
     * @param area as {@code KEY}
     * @throws IllegalArgumentException where the area is no such word, or its numbers are used up
     */
    public static RuleId nextId(RuleCatalog catalog, String area, RuleKind kind) {
        String key = area.toUpperCase(Locale.ROOT);
        int next = kind.firstNumber();
        for (Rule rule : catalog.rules()) {
            String value = rule.id().value();
            if (value.startsWith("PV-" + key + "-")) {
                int number = Integer.parseInt(value.substring(value.length() - 3));
                next = number <= kind.lastNumber() ? Math.max(next, number + 1) : next;
            }
        }
        if (next > kind.lastNumber()) {
            throw new IllegalArgumentException("the ids of " + key + " are used up to number " + kind.lastNumber()
                    + "; name another area with --area, or an id of your own with --id");
        }
        return new RuleId("PV-" + key + "-" + String.format(Locale.ROOT, "%03d", next));
    }

    /** The rule's file, relative to the folder of the rules: {@code manager/key-not-found.drl}. */
    public String file() {
        String plain =
                MARKS.matcher(Normalizer.normalize(title, Normalizer.Form.NFKD)).replaceAll("");
        String name = NO_NAME.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
        name = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        name = name.replaceAll("^-+|-+$", "");
        return folder + "/" + (name.isEmpty() ? id.value().toLowerCase(Locale.ROOT) : name) + ".drl";
    }

    /**
     * Writes the rule and its test.
     *
     * @throws FileAlreadyExistsException where one of them is there; neither is written then
     */
    public Written write(Path rulesFolder) throws IOException {
        Written files = new Written(file(), RuleCatalog.testOf(file()));
        Path test = rulesFolder.resolve(files.test());
        Path rule = rulesFolder.resolve(files.rule());
        if (Files.exists(rule)) {
            throw new FileAlreadyExistsException(rule.toString());
        }
        Files.createDirectories(rule.toAbsolutePath().getParent());
        Files.writeString(test, filled(kind.test(folder), ""), StandardOpenOption.CREATE_NEW);
        boolean done = false;
        try {
            // The day is that of the file: nothing here asks a clock.
            LocalDate day = since != null
                    ? since
                    : LocalDate.ofInstant(Files.getLastModifiedTime(test).toInstant(), ZoneOffset.UTC);
            Files.writeString(rule, filled(kind.rule(folder), day.toString()), StandardOpenOption.CREATE_NEW);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(test);
            }
        }
        return files;
    }

    /** Takes what was written away again. */
    public static void remove(Path rulesFolder, Written files) throws IOException {
        Files.deleteIfExists(rulesFolder.resolve(files.rule()));
        Files.deleteIfExists(rulesFolder.resolve(files.test()));
    }

    private String filled(String template, String day) {
        return template.replace("{{id}}", id.value())
                .replace("{{folder}}", folder)
                .replace("{{since}}", day)
                .replace("{{title}}", title);
    }
}
