package protectv.audit.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
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

    private RuleCompiler() {}

    /** @throws RulesException where a rule does not compile; the message names its file */
    public static CompiledRules compile(RuleCatalog catalog) throws RulesException {
        List<RuleProblem> refused = catalog.rules().stream()
                .flatMap(rule -> RuleGate.check(rule, FactVocabulary.VOCABULARY).stream())
                .toList();
        if (!refused.isEmpty()) {
            throw new RulesException(refused);
        }
        Map<String, String> texts =
                catalog.rules().stream().collect(Collectors.toMap(Rule::file, Rule::text, (one, other) -> one));
        KieBuilderImpl builder = build(texts);
        List<Message> errors = errors(builder);
        if (!errors.isEmpty()) {
            throw new RulesException(describe(catalog, errors));
        }
        return CompiledRules.of(catalog, classes(builder).load());
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
    private static String describe(RuleCatalog catalog, List<Message> errors) {
        String said = errors.stream()
                .filter(error ->
                        error.getPath().endsWith(".drl") && !error.getText().contains("null Package"))
                .map(error -> error.getPath().replace(SOURCES, "").replaceFirst("^rules/", "")
                        + (error.getLine() > 0 ? ":" + error.getLine() : "")
                        + ": the rule does not compile here: "
                        + firstLine(error.getText()))
                .distinct()
                .collect(Collectors.joining("\n"));
        if (!said.isEmpty()) {
            return said;
        }
        return catalog.rules().stream()
                .filter(rule -> !errors(build(Map.of(rule.file(), rule.text()))).isEmpty())
                .map(rule -> rule.file() + ":" + lineOfWhen(rule.text())
                        + ": the condition does not compile; compare each field with a value of its own kind"
                        + " (text in double quotes, numbers without)")
                .collect(Collectors.joining("\n"));
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("").replaceFirst("^\\[ERR \\d+] (Line \\d+:\\d+ )?", "");
    }

    private static long lineOfWhen(String text) {
        return text.lines().takeWhile(line -> !line.strip().startsWith("when")).count() + 1;
    }
}
