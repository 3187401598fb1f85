package protectv.audit.rule;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** "Did you mean ...?" for a word that is not in a vocabulary. */
public final class Suggestion {

    private Suggestion() {}

    static Set<String> union(Collection<String> some, Collection<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Returns {@code ; did you mean X?} for the nearest word, or nothing where none is near. */
    public static String of(String word, Collection<String> vocabulary, String mark) {
        String best = nearest(word, vocabulary);
        return best == null ? "" : "; did you mean " + mark + best + "?";
    }

    /** The word that was meant; null where none is near. */
    public static @Nullable String nearest(String word, Collection<String> vocabulary) {
        String best = null;
        int bestDistance = Math.max(2, word.length() / 3) + 1;
        for (String candidate : new TreeSet<>(vocabulary)) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** The one word that is a slip of a finger away; null where there is none, or more than one. */
    static @Nullable String slip(String word, Collection<String> vocabulary) {
        List<String> near = vocabulary.stream()
                .filter(candidate -> distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT)) <= 2)
                .toList();
        return near.size() == 1 && word.length() > 4 ? near.get(0) : null;
    }

    /** Levenshtein's distance: letters to insert, delete or change. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
