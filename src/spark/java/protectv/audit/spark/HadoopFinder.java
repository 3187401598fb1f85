package protectv.audit.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import protectv.audit.input.InputFinder;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.input.MissingInput;

/**
 * Finds inputs on any Hadoop file system: files, folders with all below, globs. A name without a scheme is of the default file
 * system. What is local is found as on a single machine, in the same order and by the same names, and must lie in the same
 * place on every executor.
 */
final class HadoopFinder {

    private final Configuration configuration;
    private final List<InputSource> sources = new ArrayList<>();
    private final List<MissingInput> missing = new ArrayList<>();
    private final Set<URI> seen = new HashSet<>();

    HadoopFinder(Configuration configuration) {
        this.configuration = configuration;
    }

    Inputs find(List<String> names) {
        names.forEach(this::find);
        return new Inputs(sources, missing.stream().distinct().toList());
    }

    private void find(String name) {
        if (name.equals("-")) {
            missing.add(new MissingInput(
                    name, name + ": executors cannot read standard input; put the lines into a file that they can read"));
            return;
        }
        try {
            if (isLocal(name)) {
                findLocal(name);
            } else {
                findRemote(name);
            }
        } catch (IOException | IllegalArgumentException e) {
            missing.add(new MissingInput(
                    name, name + ": cannot be looked for (" + e + "); see the address and who may read it"));
        }
    }

    private boolean isLocal(String name) {
        boolean named = name.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*");
        return named
                ? name.startsWith("file:")
                : FileSystem.getDefaultUri(configuration).getScheme().equals("file");
    }

    private void findLocal(String name) {
        String local = name.startsWith("file:") ? new Path(name).toUri().getPath() : name;
        Inputs found = InputFinder.find(List.of(local), InputStream.nullInputStream());
        missing.addAll(found.missing());
        for (InputSource source : found.sources()) {
            if (source.size() < 0) {
                missing.add(new MissingInput(
                        source.name(), source.name() + ": is no file that executors could read; copy it into one"));
            } else {
                URI uri = java.nio.file.Path.of(source.name()).toAbsolutePath().toUri();
                add(new HadoopInput(uri, source.name(), source.size(), source.lastModified()));
            }
        }
    }

    private void findRemote(String name) throws IOException {
        Path pattern = new Path(name);
        FileSystem files = pattern.getFileSystem(configuration);
        FileStatus[] matches = files.globStatus(pattern);
        if (matches == null || matches.length == 0) {
            missing.add(new MissingInput(name, name + ": no such file or folder; see how it is spelled"));
            return;
        }
        List<HadoopInput> found = new ArrayList<>();
        for (FileStatus match : matches) {
            if (match.isFile()) {
                found.add(input(match));
            } else {
                addBelow(files, match.getPath(), found);
            }
        }
        found.sort(Comparator.comparing(HadoopInput::name, InputFinder.READING_ORDER));
        found.forEach(this::add);
    }

    private void addBelow(FileSystem files, Path folder, List<HadoopInput> found) throws IOException {
        int before = found.size();
        try {
            RemoteIterator<LocatedFileStatus> below = files.listFiles(folder, true);
            while (below.hasNext()) {
                FileStatus file = below.next();
                if (!isHidden(folder, file.getPath())) {
                    found.add(input(file));
                }
            }
        } catch (FileNotFoundException e) {
            missing.add(new MissingInput(
                    folder.toString(), folder + ": it is gone since it was found; run again"));
            return;
        }
        if (found.size() == before) {
            missing.add(new MissingInput(folder.toString(), folder + ": the folder holds no file to read"));
        }
    }

    /** As on one machine; and what other programs are still writing, which is marked by an underscore here. */
    private static boolean isHidden(Path folder, Path file) {
        String below = folder.toUri().relativize(file.toUri()).getPath();
        for (String part : below.split("/", -1)) {
            if (part.startsWith(".") || part.startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    private static HadoopInput input(FileStatus file) {
        return new HadoopInput(
                file.getPath().toUri(),
                file.getPath().toString(),
                file.getLen(),
                Instant.ofEpochMilli(file.getModificationTime()));
    }

    private void add(HadoopInput input) {
        if (seen.add(input.uri())) {
            sources.add(input);
        }
    }
}
