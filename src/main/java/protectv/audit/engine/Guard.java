package protectv.audit.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.model.functions.temporal.Interval;
import org.drools.model.functions.temporal.TemporalPredicate;
import org.drools.model.impl.ModelComponent;

/**
 * What the classes of rules call in place of what could run for ever; {@link GuardedClasses} puts the calls there. Public
 * because those classes are in packages of their own.
 */
public final class Guard {

    private Guard() {}

    /** A constraint is tested. */
    public static void step() {
        Effort.step();
    }

    /** A comparison of times that is counted: it is tested for each pair of facts. */
    public static TemporalPredicate counted(TemporalPredicate predicate) {
        return new Counted(predicate);
    }

    /** A matcher that can be stopped within one text. */
    public static Matcher matcher(Pattern pattern, CharSequence text) {
        return pattern.matcher(new CountedText(text));
    }

    private record Counted(TemporalPredicate inner) implements TemporalPredicate, ModelComponent {

        @Override
        public boolean evaluate(long start1, long duration1, long end1, long start2, long duration2, long end2) {
            Effort.step();
            boolean holds = inner.evaluate(start1, duration1, end1, start2, duration2, end2);
            if (holds) {
                Effort.match();
            }
            return holds;
        }

        @Override
        public Interval getInterval() {
            return inner.getInterval();
        }

        @Override
        public boolean isNegated() {
            return inner.isNegated();
        }

        @Override
        public TemporalPredicate negate() {
            return new Counted(inner.negate());
        }

        @Override
        public boolean isThisOnRight() {
            return inner.isThisOnRight();
        }

        @Override
        public TemporalPredicate thisOnRight() {
            return new Counted(inner.thisOnRight());
        }

        @Override
        public boolean isEqualTo(ModelComponent other) {
            return other instanceof Counted counted
                    && inner instanceof ModelComponent one
                    && counted.inner instanceof ModelComponent another
                    && one.isEqualTo(another);
        }
    }

    private record CountedText(CharSequence text) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            Effort.step();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.subSequence(start, end));
        }

        @Override
        public boolean isEmpty() {
            return text.length() == 0;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
