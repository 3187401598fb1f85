package protectv.audit.rule;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All rules of a folder, in the order of their ids.
 *
 * @param folder where they were read from
 * @param digest SHA-256 over the names and texts of the rule files, lower-case hex
 */
public record RuleCatalog(Path folder, List<Rule> rules, String digest) {

    private static final String SUFFIX = ".drl";

    public RuleCatalog {
        rules = List.copyOf(rules);
    }

    /**
     * Reads every {@code .drl} file below a folder.
     *
     * @throws RulesException where the folder cannot be read or a file has a problem; all problems are in the message
     */
    public static RuleCatalog load(Path folder, Vocabulary vocabulary) throws RulesException {
        if (!Files.isDirectory(folder)) {
            throw new RulesException("there is no folder of rules at " + folder + "; name one with --rules");
        }
        List<Rule> rules = new ArrayList<>();
        List<RuleProblem> problems = new ArrayList<>();
        Map<String, Boolean> hasTest = new HashMap<>();
        MessageDigest digest = sha256();
        for (Path path : files(folder)) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            String text = read(path);
            update(digest, name);
            update(digest, text);
            Rule rule = RuleLint.check(name, text, vocabulary, problems);
            if (rule != null) {
                rules.add(rule);
                hasTest.put(name, Files.isRegularFile(folder.resolve(testOf(name))));
            }
        }
        rules.sort(Comparator.comparing(Rule::id).thenComparing(Rule::file));
        problems.addAll(RuleLint.checkTogether(rules, hasTest));
        if (!problems.isEmpty()) {
            throw new RulesException(problems.stream().sorted().toList());
        }
        if (rules.isEmpty()) {
            throw new RulesException(
                    "there is no rule (no " + SUFFIX + " file) below " + folder + "; name another folder with --rules");
        }
        return new RuleCatalog(folder, rules, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Checks a text as if it were a file of the folder; nothing is said of its test, or of other rules.
     *
     * @throws RulesException where it has a problem
     */
    public static Rule check(String file, String text, Vocabulary vocabulary) throws RulesException {
        List<RuleProblem> problems = new ArrayList<>();
        Rule rule = RuleLint.check(file, text, vocabulary, problems);
        if (rule == null) {
            throw new RulesException(problems.stream().sorted().toList());
        }
        return rule;
    }

    /** Some of the rules; the digest stays that of all. */
    public RuleCatalog of(Predicate<Rule> wanted) {
        return new RuleCatalog(folder, rules.stream().filter(wanted).toList(), digest);
    }

    /** The test beside a rule: {@code manager/key-not-found.test.yaml}. */
    public static String testOf(String ruleFile) {
        return ruleFile.substring(0, ruleFile.length() - SUFFIX.length()) + ".test.yaml";
    }

    private static List<Path> files(Path folder) throws RulesException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(SUFFIX) && Files.isRegularFile(path))
                    .sorted(Comparator.comparing(
                            path -> folder.relativize(path).toString().replace('\\', '/')))
                    .toList();
        } catch (IOException e) {
            throw new RulesException("the rules in " + folder + " cannot be listed: " + e.getMessage());
        }
    }

    private static String read(Path path) throws RulesException {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RulesException("the rule file " + path + " is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new RulesException("the rule file " + path + " cannot be read: " + e.getMessage());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
