package protectv.audit.rule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rule files of a folder as they lie there, by name; nothing was checked yet.
 *
 * @param digest SHA-256 over the names and texts of the files, lower-case hex
 */
public record RuleFiles(Path folder, List<RuleFile> files, String digest) {

    private static final String SUFFIX = ".drl";

    /** Many times what the longest shipped rule has. */
    private static final int MOST_BYTES = 32 << 10;

    public RuleFiles {
        files = List.copyOf(files);
    }

    /**
     * Reads every {@code .drl} file below a folder.
     *
     * @throws RulesException where the folder cannot be read, or holds no rule
     */
    public static RuleFiles read(Path folder) throws RulesException {
        if (!Files.isDirectory(folder)) {
            throw new RulesException("there is no folder of rules at " + folder + "; name one with --rules");
        }
        List<RuleFile> files = new ArrayList<>();
        MessageDigest digest = TextDigest.sha256();
        for (Path path : paths(folder)) {
            RuleFile file = new RuleFile(folder.relativize(path).toString().replace('\\', '/'), text(folder, path));
            update(digest, file.name());
            update(digest, file.text());
            files.add(file);
        }
        if (files.isEmpty()) {
            throw new RulesException(
                    "there is no rule (no " + SUFFIX + " file) below " + folder + "; name another folder with --rules");
        }
        return new RuleFiles(folder, files, HexFormat.of().formatHex(digest.digest()));
    }

    /** Some of the files; the digest stays that of all. */
    public RuleFiles of(Predicate<RuleFile> wanted) {
        return new RuleFiles(folder, files.stream().filter(wanted).toList(), digest);
    }

    /**
     * Checks the files and what is between them.
     *
     * @throws RulesException where one has a problem; all problems are in the message
     */
    public RuleCatalog check(Vocabulary vocabulary) throws RulesException {
        List<Rule> rules = new ArrayList<>();
        List<RuleProblem> problems = new ArrayList<>();
        Map<String, Boolean> hasTest = new HashMap<>();
        for (RuleFile file : files) {
            Rule rule = RuleLint.check(file.name(), file.text(), vocabulary, problems);
            if (rule != null) {
                rules.add(rule);
                hasTest.put(file.name(), Files.isRegularFile(folder.resolve(RuleCatalog.testOf(file.name()))));
            }
        }
        rules.sort(Comparator.comparing(Rule::id).thenComparing(Rule::file));
        problems.addAll(RuleLint.checkTogether(rules, hasTest));
        if (!problems.isEmpty()) {
            throw new RulesException(problems.stream().sorted().toList());
        }
        return new RuleCatalog(folder, rules, digest);
    }

    private static List<Path> paths(Path folder) throws RulesException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(SUFFIX) && Files.isRegularFile(path))
                    .filter(path -> !isHidden(folder.relativize(path)))
                    .sorted(Comparator.comparing(
                            path -> folder.relativize(path).toString().replace('\\', '/')))
                    .toList();
        } catch (IOException e) {
            throw new RulesException("the rules in " + folder + " cannot be listed: " + e.getMessage());
        }
    }

    /** A folder that is mounted from a Kubernetes ConfigMap has each file twice, once below a hidden folder. */
    private static boolean isHidden(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .anyMatch(name -> name.toString().startsWith("."));
    }

    /** What a link leads to outside the folder is nobody's rule, and its lines are not for messages. */
    private static void refuseForeign(Path folder, Path path) throws RulesException, IOException {
        if (!path.toRealPath().startsWith(folder.toRealPath())) {
            throw new RulesException("the rule file " + path + " is a link to a file outside the folder of the rules;"
                    + " put the file itself there");
        }
    }

    private static String text(Path folder, Path path) throws RulesException {
        try (InputStream in = Files.newInputStream(path)) {
            refuseForeign(folder, path);
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new RulesException("the rule file " + path + " is larger than " + (MOST_BYTES >> 10)
                        + " KiB; make several rules of it, or put what it lists into a file of lists/");
            }
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

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
