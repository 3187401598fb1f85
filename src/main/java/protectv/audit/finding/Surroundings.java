package protectv.audit.finding;

import java.util.List;

/** The lines of the same file next to a line of evidence, in the file's order. */
public record Surroundings(List<Evidence> before, List<Evidence> after) {

    public static final Surroundings NONE = new Surroundings(List.of(), List.of());

    public Surroundings {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
