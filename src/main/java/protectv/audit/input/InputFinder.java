package protectv.audit.input;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the user named into inputs: files, folders with all below them, patterns ({@link Glob}) and {@code -} for
 * standard input. Arguments keep their order; what one argument leads to is sorted folder by folder, each rotated set
 * oldest first ({@link RotationOrder}). A file reached twice, over whatever links, is read once. Nothing that is wrong
 * with one argument keeps the others from being found.
 */
public final class InputFinder {

    /** Of names of files: folder by folder, each rotated set oldest first. */
    public static final Comparator<String> READING_ORDER =
            Comparator.comparing(name -> new Found(Path.of(""), name), Found.READING_ORDER);

    private static final String STANDARD_INPUT = "-";

    private final Path base;
    private final InputStream standardInput;
    private final List<InputSource> sources = new ArrayList<>();
    private final List<MissingInput> missing = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();

    private InputFinder(Path base, InputStream standardInput) {
        this.base = base;
        this.standardInput = standardInput;
    }

    /**
     * Nothing is opened yet. The caller closes the result when all is read.
     *
     * @param standardInput read when {@code -} is among the arguments, once that input is opened
     */
    public static Inputs find(List<String> arguments, InputStream standardInput) {
        return find(arguments, standardInput, Path.of(""));
    }

    /** With relative arguments meant from {@code base}. */
    static Inputs find(List<String> arguments, InputStream standardInput, Path base) {
        InputFinder finder = new InputFinder(base, standardInput);
        for (String argument : arguments) {
            finder.find(argument);
        }
        return new Inputs(finder.sources, finder.missing.stream().distinct().toList());
    }

    private void find(String argument) {
        if (argument.equals(STANDARD_INPUT)) {
            if (seen.add(STANDARD_INPUT)) {
                sources.add(new SpooledInput(STANDARD_INPUT, () -> standardInput));
            }
            return;
        }
        Path path = pathOf(argument);
        if (path != null && !argument.isEmpty() && Files.exists(path)) {
            addAll(List.of(new Found(path, shown(argument))));
        } else if (Glob.isGlob(argument)) {
            findMatches(argument);
        } else {
            String link =
                    path != null && Files.isSymbolicLink(path) ? "the link leads nowhere" : "no such file or folder";
            addMissing(
                    argument,
                    path == null ? "no file can have this name; see how it is quoted" : whyMissing(path, link));
        }
    }

    private void findMatches(String pattern) {
        int problems = missing.size();
        try {
            List<Found> matches = Glob.expand(shown(pattern), base, missing);
            if (matches.isEmpty() && missing.size() == problems) {
                addMissing(pattern, "no file matches the pattern; see whether the folder is right");
            }
            addAll(matches);
        } catch (PatternSyntaxException e) {
            addMissing(
                    pattern, "not a pattern (" + e.getDescription() + "); quote [ and { with a backslash to mean them");
        } catch (InvalidPathException e) {
            addMissing(pattern, "no file can have this name; see how it is quoted");
        }
    }

    private @Nullable Path pathOf(String argument) {
        try {
            return base.resolve(argument);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** A path in a folder that may not be entered looks as if it did not exist. */
    private static String whyMissing(Path path, String otherwise) {
        try {
            var unused = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (AccessDeniedException e) {
            return "permission denied; run as a user who may read it";
        } catch (IOException e) {
            return otherwise + "; see how it is spelled";
        }
        return otherwise + "; see how it is spelled";
    }

    private void addAll(List<Found> named) {
        List<Found> files = new ArrayList<>();
        for (Found found : named) {
            if (Files.isDirectory(found.path())) {
                int problems = missing.size();
                List<Found> inFolder = new FolderWalk(missing).filesIn(found);
                if (inFolder.isEmpty() && missing.size() == problems) {
                    addMissing(found.name(), "the folder holds no file to read");
                }
                files.addAll(inFolder);
            } else {
                files.add(found);
            }
        }
        files.sort(Found.READING_ORDER);
        for (Found file : files) {
            addFile(file);
        }
    }

    private void addFile(Found file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            Object key = attributes.fileKey();
            if (!seen.add(key == null ? file.path().toRealPath() : key)) {
                return;
            }
            if (attributes.isRegularFile()) {
                sources.add(new FileInput(
                        file.path(), file.name(), attributes.lastModifiedTime().toInstant()));
            } else {
                sources.add(new SpooledInput(file.name(), () -> Files.newInputStream(file.path())));
            }
        } catch (NoSuchFileException e) {
            addMissing(file.name(), "it is gone since the folder was listed; run again");
        } catch (IOException e) {
            addMissing(file.name(), "cannot be looked at (" + e + "); run as a user who may read it");
        }
    }

    private void addMissing(String name, String reason) {
        missing.add(new MissingInput(name, name + ": " + reason));
    }

    /** Reports show one kind of slash; a Windows shell may hand over the other. */
    private static String shown(String argument) {
        return File.separatorChar == '\\' ? argument.replace('\\', '/') : argument;
    }
}
