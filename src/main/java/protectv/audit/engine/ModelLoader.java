package protectv.audit.engine;

import java.util.Map;
import java.util.Set;
import org.drools.model.Model;
import protectv.audit.rule.RulesException;

/**
 * Loads the classes that the compiler generated for the rules. Of the program and of Java it knows only what
 * {@link ClassGate} admits, so that nothing else can be reached even by a name that was put together while a rule ran.
 */
final class ModelLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final Set<String> SIGNATURES = Set.of(
            "java.lang.CharSequence",
            "java.lang.Comparable",
            "java.lang.Number",
            "java.lang.Throwable",
            "java.util.function.Supplier",
            "org.drools.model.AlphaIndex",
            "org.drools.model.Argument",
            "org.drools.model.BetaIndex",
            "org.drools.model.Declaration",
            "org.drools.model.DeclarationSource",
            "org.drools.model.Variable",
            "org.drools.model.functions.Operator",
            "org.drools.model.functions.temporal.TemporalPredicate",
            "org.drools.model.view.ViewItem",
            "protectv.audit.event.Event");

    private final Map<String, byte[]> classes;

    ModelLoader(Map<String, byte[]> classes, ClassLoader parent) {
        super(parent);
        this.classes = Map.copyOf(classes);
    }

    Model newModel(String name) throws RulesException {
        try {
            return (Model) loadClass(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new RulesException("the compiled rules do not load: " + cause);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classes.containsKey(name) && !ClassGate.admits(name) && !isMechanism(name)) {
            throw new ClassNotFoundException(name + " is not for rules");
        }
        return super.loadClass(name, resolve);
    }

    /** The guard, and the types that stand in signatures of admitted members, of which nothing may be called. */
    private static boolean isMechanism(String name) {
        return name.equals(Guard.class.getName()) || SIGNATURES.contains(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
