package protectv.audit.input;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the regular files in and below a folder. Links are followed, but each real folder is entered once, so that links
 * in a circle end. Hidden files and folders are left out. What cannot be listed is noted, and the rest is still found.
 */
final class FolderWalk {

    private final List<MissingInput> missing;
    private final Set<Path> entered = new HashSet<>();
    private final List<Found> files = new ArrayList<>();
    private final List<Found> linkedFolders = new ArrayList<>();

    FolderWalk(List<MissingInput> missing) {
        this.missing = missing;
    }

    List<Found> filesIn(Found folder) {
        enter(folder);
        // Real folders come first, so that a file is named by its own place rather than by a link to it.
        while (!linkedFolders.isEmpty()) {
            enter(linkedFolders.remove(0));
        }
        return List.copyOf(files);
    }

    private void enter(Found folder) {
        try {
            if (!entered.add(folder.path().toRealPath())) {
                return;
            }
        } catch (IOException e) {
            missing.add(unlisted(folder.name(), e));
            return;
        }
        for (Found child : children(folder, missing)) {
            if (Files.isRegularFile(child.path())) {
                files.add(child);
            } else if (Files.isDirectory(child.path())) {
                if (Files.isSymbolicLink(child.path())) {
                    linkedFolders.add(child);
                } else {
                    enter(child);
                }
            } else if (Files.isSymbolicLink(child.path()) && !Files.exists(child.path())) {
                missing.add(new MissingInput(
                        child.name(), child.name() + ": the link leads nowhere; mend it or take it away"));
            }
        }
    }

    /** What is not hidden in {@code folder}, by name. */
    static List<Found> children(Found folder, List<MissingInput> missing) {
        List<Found> children = new ArrayList<>();
        for (Found child : allChildren(folder, missing)) {
            if (!child.fileName().startsWith(".")) {
                children.add(child);
            }
        }
        return children;
    }

    static List<Found> allChildren(Found folder, List<MissingInput> missing) {
        List<Found> children = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder.path())) {
            for (Path path : paths) {
                children.add(folder.child(path));
            }
        } catch (IOException e) {
            missing.add(unlisted(folder.name(), e));
        } catch (DirectoryIteratorException e) {
            missing.add(unlisted(folder.name(), e));
        }
        children.sort(Comparator.comparing(Found::name));
        return children;
    }

    private static MissingInput unlisted(String name, Exception e) {
        String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e);
        return new MissingInput(
                name, name + ": the folder cannot be listed (" + reason + "); run as a user who may read it");
    }
}
