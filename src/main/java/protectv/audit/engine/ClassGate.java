package protectv.audit.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/**
 * Admits the classes that were generated for rules by what they name: every class and member that a class file can use
 * stands in its constant pool. What is not on the list is refused before a class is loaded.
 */
final class ClassGate {

    /** Packages of rules; Drools puts everything that it generates for them below. */
    private static final String RULES = "rules/";

    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    private static final Map<String, Set<String>> ALLOWED = allowed();

    private ClassGate() {}

    /** True where a class with this name (with dots) may be loaded for a rule. */
    static boolean admits(String className) {
        return ALLOWED.containsKey(className.replace('.', '/'));
    }

    /** What the classes name and may not; empty where they can be loaded. */
    static Set<String> refused(Map<String, byte[]> classes) {
        Set<String> refused = new TreeSet<>();
        classes.forEach((name, bytes) -> {
            if (!name.replace('.', '/').startsWith(RULES)) {
                refused.add(name);
            }
            refused(bytes, refused);
        });
        return refused;
    }

    private static void refused(byte[] bytes, Set<String> refused) {
        ClassReader reader = new ClassReader(bytes);
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int item = 1; item < reader.getItemCount(); item++) {
            int at = reader.getItem(item);
            int kind = at == 0 ? 0 : bytes[at - 1];
            if (kind == CLASS) {
                String name = element(reader.readUTF8(at, buffer));
                if (name != null && !isOwn(name) && !ALLOWED.containsKey(name)) {
                    refused.add(name.replace('/', '.'));
                }
            } else if (kind == FIELD || kind == METHOD || kind == INTERFACE_METHOD) {
                String owner = element(reader.readClass(at, buffer));
                String member = reader.readUTF8(reader.getItem(reader.readUnsignedShort(at + 2)), buffer);
                // Arrays have but clone().
                if (owner != null
                        && !isOwn(owner)
                        && !ALLOWED.getOrDefault(owner, Set.of()).contains(member)) {
                    refused.add(owner.replace('/', '.') + "." + member);
                }
            }
        }
    }

    private static boolean isOwn(String name) {
        return name.startsWith(RULES);
    }

    /** The class that an array is of; null for arrays of numbers. */
    private static @Nullable String element(String name) {
        if (!name.startsWith("[")) {
            return name;
        }
        Type type = Type.getType(name).getElementType();
        return type.getSort() == Type.OBJECT ? type.getInternalName() : null;
    }

    private static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new HashMap<>();
        try (InputStream stream = ClassGate.class.getResourceAsStream("rule-classes.txt")) {
            if (stream == null) {
                throw new IllegalStateException("the list of classes for rules is not in the program");
            }
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(words -> {
                        Set<String> members = new TreeSet<>(Set.of(words));
                        members.remove(words[0]);
                        allowed.put(words[0], members);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FactVocabulary.classes()
                .forEach((fact, members) -> allowed.put(fact.getName().replace('.', '/'), members));
        return Map.copyOf(allowed);
    }
}
