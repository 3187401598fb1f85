package protectv.audit.input;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern that the shell left to us: {@code *}, {@code ?}, {@code [..]}, <code>{a,b}</code> within a name, and
 * {@code **} for any number of folders, none included. As in a shell, a name with a leading dot matches only a pattern
 * with one.
 */
final class Glob {

    private static final String WILD = "*?[{";
    private static final String ANY_FOLDERS = "**";

    private final List<String> segments;
    private final List<MissingInput> missing;
    private final List<Found> matches = new ArrayList<>();

    private Glob(List<String> segments, List<MissingInput> missing) {
        this.segments = segments;
        this.missing = missing;
    }

    static boolean isGlob(String argument) {
        return argument.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
    }

    /**
     * Files and folders that match, each once.
     *
     * @param base where relative patterns begin
     * @throws PatternSyntaxException where a bracket or brace is left open, or braces hold a slash
     */
    static List<Found> expand(String pattern, Path base, List<MissingInput> missing) {
        int firstWild = 0;
        while (WILD.indexOf(pattern.charAt(firstWild)) < 0) {
            firstWild++;
        }
        int slash = pattern.lastIndexOf('/', firstWild);
        String prefix = pattern.substring(0, slash + 1);
        List<String> segments = new ArrayList<>();
        for (String segment : pattern.substring(slash + 1).split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        Glob glob = new Glob(List.copyOf(segments), missing);
        Path start = prefix.isEmpty() ? base : base.resolve(prefix);
        if (Files.isDirectory(start)) {
            glob.match(new Found(start, prefix), 0);
        }
        return glob.matches.stream().distinct().toList();
    }

    private void match(Found folder, int index) {
        String segment = segments.get(index);
        boolean last = index == segments.size() - 1;
        if (segment.equals(ANY_FOLDERS) && !last) {
            match(folder, index + 1);
            for (Found child : FolderWalk.children(folder, missing)) {
                // Not through links: they could lead around in a circle.
                if (Files.isDirectory(child.path()) && !Files.isSymbolicLink(child.path())) {
                    match(child, index);
                }
            }
            return;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + segment);
        List<Found> children = segment.startsWith(".")
                ? FolderWalk.allChildren(folder, missing)
                : FolderWalk.children(folder, missing);
        for (Found child : children) {
            if (!matcher.matches(Path.of(child.fileName()))) {
                continue;
            }
            if (last) {
                matches.add(child);
            } else if (Files.isDirectory(child.path())) {
                match(child, index + 1);
            }
        }
    }
}
