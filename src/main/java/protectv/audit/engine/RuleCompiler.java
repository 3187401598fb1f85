package protectv.audit.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.model.Model;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.rule.LintCategory;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleProblem;
import protectv.audit.rule.RulesException;

/**
 * Compiles a catalogue to the executable model. No MVEL is on the class path, so that nothing in a rule's text is
 * interpreted, and the classes are loaded by a loader of their own.
 */
public final class RuleCompiler {

    /** Rules name their package {@code rules.manager}; Drools wants the file below a folder of that name. */
    private static final String SOURCES = "src/main/resources/rules/";

    /** The name under which Drools knows what it builds; it takes part in nothing else. */
    private static final ReleaseId RELEASE = KieServices.Factory.get().newReleaseId("protectv.audit", "rules", "1");

    private static final Logger LOG = LoggerFactory.getLogger(RuleCompiler.class);

    /** Each edit of a rule leaves a file with that rule; beyond this, all are compiled together again. */
    private static final int MOST_SCATTERED = 8;

    private RuleCompiler() {}

    /** @throws RulesException where a rule does not compile; the message names its file */
    public static CompiledRules compile(RuleCatalog catalog) throws RulesException {
        return compile(catalog, RuleCache.none());
    }

    /**
     * Takes from the cache the rules whose texts were compiled before, and compiles the others.
     *
     * @throws RulesException where a rule does not compile; the message names its file
     */
    public static CompiledRules compile(RuleCatalog catalog, RuleCache cache) throws RulesException {
        Map<StoredRules, Set<String>> stored = stored(catalog, cache.read());
        List<Model> models = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (Map.Entry<StoredRules, Set<String>> entry : stored.entrySet()) {
            try {
                for (Model model : entry.getKey().classes().load()) {
                    models.add(CompiledRules.only(model, entry.getValue()));
                }
                known.addAll(entry.getValue());
            } catch (IOException | RulesException e) {
                LOG.debug("a file of compiled rules is not used", e);
            }
        }
        List<Rule> missing = catalog.rules().stream()
                .filter(rule -> !known.contains(rule.id().value()))
                .toList();
        if (!missing.isEmpty()) {
            RuleClasses fresh = classes(catalog, missing);
            models.addAll(fresh.load());
            cache.write(StoredRules.of(missing, fresh));
        }
        return CompiledRules.of(catalog, models);
    }

    /** Which of the stored rules serve; none where the rules would be scattered over many files. */
    private static Map<StoredRules, Set<String>> stored(RuleCatalog catalog, List<StoredRules> all) {
        Map<StoredRules, Set<String>> chosen = new LinkedHashMap<>();
        for (Rule rule : catalog.rules()) {
            all.stream()
                    .filter(stored -> stored.has(rule))
                    .findFirst()
                    .ifPresent(stored -> chosen.computeIfAbsent(stored, key -> new TreeSet<>())
                            .add(rule.id().value()));
        }
        return chosen.size() > MOST_SCATTERED ? Map.of() : chosen;
    }

    private static RuleClasses classes(RuleCatalog catalog, List<Rule> rules) throws RulesException {
        List<RuleProblem> refused = rules.stream()
                .flatMap(rule -> RuleGate.check(rule, FactVocabulary.VOCABULARY).stream())
                .toList();
        if (!refused.isEmpty()) {
            throw new RulesException(refused);
        }
        KieBuilderImpl builder;
        try {
            builder = build(rules.stream().collect(Collectors.toMap(Rule::file, Rule::text, (one, other) -> one)));
        } catch (RuntimeException | StackOverflowError e) {
            // Drools gives up on some texts without an error of its own.
            throw refusal(unsound(rules), e.toString());
        }
        List<Message> errors = errors(builder);
        if (!errors.isEmpty()) {
            throw refusal(describe(catalog, errors), errors.get(0).getText());
        }
        return classes(builder);
    }

    /** @param said what the compiler said, for where no rule is wrong by itself */
    private static RulesException refusal(List<RuleProblem> problems, String said) {
        return problems.isEmpty()
                ? new RulesException("the rules do not compile together: " + firstLine(said))
                : new RulesException(problems);
    }

    /** What the compiler makes of texts that nobody looked at; nothing of it is loaded here. */
    static RuleClasses classesOf(Map<String, String> texts) {
        return classes(build(texts));
    }

    private static RuleClasses classes(KieBuilderImpl builder) {
        return RuleClasses.of((InternalKieModule) builder.getKieModuleIgnoringErrors());
    }

    private static List<Message> errors(KieBuilderImpl builder) {
        return builder.getResults().getMessages(Message.Level.ERROR);
    }

    private static KieBuilderImpl build(Map<String, String> texts) {
        KieServices services = KieServices.Factory.get();
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(RELEASE);
        new TreeMap<>(texts).forEach((file, text) -> files.write(SOURCES + file, text));
        KieBuilderImpl builder = (KieBuilderImpl) services.newKieBuilder(files);
        builder.buildAll(ExecutableModelProject.class);
        // Drools keeps all that it ever built.
        services.getRepository().removeKieModule(RELEASE);
        return builder;
    }

    /** What the compiler says of a rule file, in one line each; what it says of classes it generated helps nobody. */
    private static List<RuleProblem> describe(RuleCatalog catalog, List<Message> errors) {
        List<RuleProblem> said = new ArrayList<>();
        for (Message error : errors) {
            String file = error.getPath().replace(SOURCES, "").replaceFirst("^rules/", "");
            catalog.rules().stream()
                    .filter(rule -> rule.file().equals(file) && !error.getText().contains("null Package"))
                    .map(rule -> atLine(
                            rule, error.getLine(), "the rule does not compile here: " + firstLine(error.getText())))
                    .forEach(said::add);
        }
        if (!said.isEmpty()) {
            return said.stream().distinct().toList();
        }
        return unsound(catalog.rules());
    }

    /** The rules that do not even compile alone. */
    private static List<RuleProblem> unsound(List<Rule> rules) {
        List<RuleProblem> problems = new ArrayList<>();
        for (Rule rule : rules) {
            String fault = fault(rule);
            if (fault != null) {
                problems.add(atLine(rule, lineOfWhen(rule.text()), "the condition does not compile; " + fault));
            }
        }
        return problems;
    }

    private static @Nullable String fault(Rule rule) {
        try {
            return errors(build(Map.of(rule.file(), rule.text()))).isEmpty()
                    ? null
                    : "compare each field with a value of its own kind (text in double quotes, numbers without)";
        } catch (StackOverflowError e) {
            return "it is too long; make several rules of it, or put what it lists into a file of lists/";
        } catch (RuntimeException e) {
            LOG.debug("{} does not compile", rule.file(), e);
            return "write it more simply: fields that are compared with values, divided by commas";
        }
    }

    private static RuleProblem atLine(Rule rule, long line, String message) {
        int at = RuleProblem.indexOfLine(rule.text(), line);
        while (at < rule.text().length() && Character.isWhitespace(rule.text().charAt(at))) {
            at++;
        }
        return RuleProblem.at(rule.file(), rule.text(), at, message).in(LintCategory.CONDITION);
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("").replaceFirst("^\\[ERR \\d+] (Line \\d+:\\d+ )?", "");
    }

    private static long lineOfWhen(String text) {
        return text.lines().takeWhile(line -> !line.strip().startsWith("when")).count() + 1;
    }
}
