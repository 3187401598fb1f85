package protectv.audit.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.model.Model;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.conf.KieBaseMutabilityOption;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/**
 * Compiles a catalogue to the executable model. No MVEL is on the class path, so that nothing in a rule's text is
 * interpreted, and the classes are loaded by a loader of their own.
 */
public final class RuleCompiler {

    /** Rules name their package {@code rules.manager}; Drools wants the file below a folder of that name. */
    private static final String SOURCES = "src/main/resources/rules/";

    private static final String MODEL_INDEX = "META-INF/kie/";

    private RuleCompiler() {}

    /** @throws RulesException where a rule does not compile; the message names its file */
    public static CompiledRules compile(RuleCatalog catalog) throws RulesException {
        KieServices services = KieServices.Factory.get();
        ReleaseId release = services.newReleaseId("protectv.audit", "rules", catalog.digest());
        KieBuilderImpl builder = build(services, release, catalog.rules());
        List<Message> errors = errors(builder);
        if (!errors.isEmpty()) {
            throw new RulesException(describe(services, release, catalog, errors));
        }
        InternalKieModule module = (InternalKieModule) builder.getKieModuleIgnoringErrors();
        services.getRepository().removeKieModule(release);
        return new CompiledRules(catalog, load(module));
    }

    private static List<Message> errors(KieBuilderImpl builder) {
        return builder.getResults().getMessages(Message.Level.ERROR);
    }

    private static KieBuilderImpl build(KieServices services, ReleaseId release, List<Rule> rules) {
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(release);
        for (Rule rule : rules) {
            files.write(SOURCES + rule.file(), rule.text());
        }
        KieBuilderImpl builder = (KieBuilderImpl) services.newKieBuilder(files);
        builder.buildAll(ExecutableModelProject.class);
        return builder;
    }

    /** What the compiler says of a rule file, in one line each; what it says of classes it generated helps nobody. */
    private static String describe(KieServices services, ReleaseId release, RuleCatalog catalog, List<Message> errors) {
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
                .filter(rule -> !errors(build(services, release, List.of(rule))).isEmpty())
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

    private static KieBase load(InternalKieModule module) throws RulesException {
        Map<String, byte[]> classes = new TreeMap<>();
        List<String> models = new ArrayList<>();
        for (String file : module.getFileNames()) {
            if (file.endsWith(".class")) {
                classes.put(
                        file.substring(0, file.length() - ".class".length()).replace('/', '.'), module.getBytes(file));
            } else if (file.startsWith(MODEL_INDEX) && file.endsWith("drools-model")) {
                new String(module.getBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        // The first line tells the version of the model: "Drools-Model-Version:10.2.0".
                        .filter(line -> !line.isEmpty() && line.indexOf(':') < 0)
                        .forEach(models::add);
            }
        }
        ModelLoader loader = new ModelLoader(classes, RuleCompiler.class.getClassLoader());
        List<Model> instances = new ArrayList<>();
        for (String model : models) {
            instances.add(loader.newModel(model));
        }
        KieBaseConfiguration configuration = configuration(loader);
        configuration.setOption(EventProcessingOption.CLOUD);
        // Nothing is ever added to these rules, so facts that none can match need not be kept.
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        return KieBaseBuilder.createKieBaseFromModel(instances, configuration);
    }

    // The call that is not deprecated takes no class loader.
    @SuppressWarnings("deprecation")
    private static KieBaseConfiguration configuration(ClassLoader loader) {
        return KieServices.Factory.get().newKieBaseConfiguration(null, loader);
    }
}
