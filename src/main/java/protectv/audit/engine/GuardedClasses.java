package protectv.audit.engine;

import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes the classes of rules count what they do, so that a rule that never ends can be stopped: no thread of Java can be
 * stopped from outside.
 */
final class GuardedClasses {

    private static final String GUARD = Type.getInternalName(Guard.class);
    private static final String PREDICATE = "org/drools/model/functions/temporal/TemporalPredicate";
    private static final String PATTERN = "java/util/regex/Pattern";
    private static final String CHARS = "Ljava/lang/CharSequence;";
    private static final String MATCHER = "Ljava/util/regex/Matcher;";

    private GuardedClasses() {}

    static Map<String, byte[]> of(Map<String, byte[]> classes) {
        Map<String, byte[]> guarded = new TreeMap<>();
        classes.forEach((name, bytes) -> guarded.put(name, guarded(bytes)));
        return guarded;
    }

    private static byte[] guarded(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Counting(writer), 0);
        return writer.toByteArray();
    }

    private static final class Counting extends ClassVisitor {

        Counting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {

                @Override
                public void visitCode() {
                    super.visitCode();
                    // Tests of constraints, and reading a field of each fact that is counted or looked up.
                    if (name.equals("test") || name.equals("apply")) {
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "step", "()V", false);
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean ofInterface) {
                    if (owner.equals(PATTERN) && called.equals("matcher")) {
                        String counted = "(L" + PATTERN + ";" + CHARS + ")" + MATCHER;
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "matcher", counted, false);
                        return;
                    }
                    super.visitMethodInsn(opcode, owner, called, type, ofInterface);
                    if (type.endsWith(")L" + PREDICATE + ";")) {
                        String counted = "(L" + PREDICATE + ";)L" + PREDICATE + ";";
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "counted", counted, false);
                    }
                }
            };
        }
    }
}
