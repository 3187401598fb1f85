package protectv.audit.rule;

import java.util.Set;

/** The lists beside the rules that conditions can ask: who may log in, from which networks. */
public interface Lists {

    /** No list at all. */
    Lists NONE = new Lists() {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public boolean contains(String list, String value) {
            return false;
        }
    };

    /** Those that have an entry. */
    Set<String> names();

    /** True where the list has the value, or a network that holds it. False for a list that is not there. */
    boolean contains(String list, String value);
}
