package protectv.audit.engine;

import java.util.Map;
import org.drools.model.Model;
import protectv.audit.rule.RulesException;

/** Loads the classes that the compiler generated for the rules. */
final class ModelLoader extends ClassLoader {

    private final Map<String, byte[]> classes;

    ModelLoader(Map<String, byte[]> classes, ClassLoader parent) {
        super(parent);
        this.classes = Map.copyOf(classes);
    }

    Model newModel(String name) throws RulesException {
        try {
            return (Model) loadClass(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new RulesException("the compiled rules do not load: " + e);
        }
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
