package protectv.audit.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.Model;
import protectv.audit.rule.RulesException;

/**
 * What the compiler made of rules, as it came from there.
 *
 * @param classes class files by name, with dots
 * @param models names of the classes that hold the rules, one for each package
 */
record RuleClasses(Map<String, byte[]> classes, List<String> models) {

    private static final String CLASS = ".class";

    /** Drools also generates a class for its own project files, which nobody needs here. */
    private static final String RULES = "rules/";

    private static final String MODEL_INDEX = "META-INF/kie/";

    RuleClasses {
        classes = Map.copyOf(classes);
        models = List.copyOf(models);
    }

    static RuleClasses of(InternalKieModule module) {
        Map<String, byte[]> classes = new TreeMap<>();
        List<String> models = new ArrayList<>();
        for (String file : module.getFileNames()) {
            if (file.startsWith(RULES) && file.endsWith(CLASS)) {
                classes.put(file.substring(0, file.length() - CLASS.length()).replace('/', '.'), module.getBytes(file));
            } else if (file.startsWith(MODEL_INDEX) && file.endsWith("drools-model")) {
                new String(module.getBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        // The first line tells the version of the model: "Drools-Model-Version:10.2.0".
                        .filter(line -> !line.isEmpty() && line.indexOf(':') < 0)
                        .forEach(models::add);
            }
        }
        return new RuleClasses(classes, models);
    }

    /**
     * The rules, ready to be used.
     *
     * @throws RulesException where a class names what is not for rules; then none of them was loaded
     */
    List<Model> load() throws RulesException {
        Set<String> refused = ClassGate.refused(classes);
        if (!refused.isEmpty()) {
            throw new RulesException("the rules use what is not for rules: "
                    + refused.stream().limit(10).collect(Collectors.joining(", "))
                    + "; compare fields of facts with values, and call nothing");
        }
        ModelLoader loader = new ModelLoader(GuardedClasses.of(classes), RuleClasses.class.getClassLoader());
        List<Model> instances = new ArrayList<>();
        for (String model : models) {
            instances.add(loader.newModel(model));
        }
        return instances;
    }
}
