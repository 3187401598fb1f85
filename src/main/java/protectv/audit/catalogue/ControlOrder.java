package protectv.audit.catalogue;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import protectv.audit.rule.ControlRef;

/** Controls as their catalogues number them: {@code AC-2} before {@code AC-17}, {@code 8.2.8} before {@code 10.2.1}. */
final class ControlOrder implements Comparator<ControlRef> {

    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(ControlRef one, ControlRef other) {
        int byCatalogue = one.catalogue().compareTo(other.catalogue());
        if (byCatalogue != 0) {
            return byCatalogue;
        }
        List<String> a = parts(one.id());
        List<String> b = parts(other.id());
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int byPart = comparePart(a.get(i), b.get(i));
            if (byPart != 0) {
                return byPart;
            }
        }
        int byLength = Integer.compare(a.size(), b.size());
        // 8.02 and 8.2 are numbered alike and are two texts.
        return byLength != 0 ? byLength : one.id().compareTo(other.id());
    }

    private static List<String> parts(String id) {
        return PART.matcher(id).results().map(MatchResult::group).toList();
    }

    private static int comparePart(String a, String b) {
        boolean numbers = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
        return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }
}
