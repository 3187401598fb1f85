package protectv.audit.input;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * A file or folder met while looking for inputs.
 *
 * @param path to open it by
 * @param name as the user would write it
 */
record Found(Path path, String name) {

    /** Folder by folder, within a folder one rotated set after the other, oldest first. No file system's own order. */
    static final Comparator<Found> READING_ORDER = Comparator.comparing(Found::folder, Found::compareFolders)
            .thenComparing(found -> RotationOrder.of(found.fileName()))
            .thenComparing(Found::name);

    Found child(Path childPath) {
        return new Found(childPath, join(name, String.valueOf(childPath.getFileName())));
    }

    static String join(String folder, String child) {
        return folder.isEmpty() || folder.endsWith("/") ? folder + child : folder + "/" + child;
    }

    String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private String folder() {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** A slash sorts before every other character, so that a folder's own files precede those of its subfolders. */
    private static int compareFolders(String one, String other) {
        return one.replace('/', '\0').compareTo(other.replace('/', '\0'));
    }
}
