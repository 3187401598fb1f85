package protectv.audit.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/**
 * The rules and the reports of a run, where they are not on the driver's disk: rules are fetched before the run, reports are
 * brought to their place behind it. The run itself knows folders of this machine alone.
 */
final class RemoteFolders {

    private static final String RULES = "--rules";
    private static final String OUT = "--out";

    /** {@code hdfs://host/night} or {@code html:s3a://bucket/night.html}. */
    private static final Pattern REMOTE = Pattern.compile("(?:([a-z0-9-]{2,}):)?([A-Za-z][A-Za-z0-9+.-]+:/.*)");

    private final Configuration configuration;
    private final java.nio.file.Path local;
    private final List<Pending> pending = new ArrayList<>();
    private int places;

    RemoteFolders(Configuration configuration, java.nio.file.Path local) {
        this.configuration = configuration;
        this.local = local;
    }

    /** What will be written here and belongs there: a file, or a folder of them. */
    private record Pending(java.nio.file.Path here, Path there, boolean folder) {}

    /**
     * The arguments with folders of this machine in place of those elsewhere.
     *
     * @throws IOException where the rules cannot be fetched; the message says which
     */
    List<String> here(String... args) throws IOException {
        List<String> here = new ArrayList<>();
        String option = "";
        for (String arg : args) {
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            String name = equals < 0 ? option : arg.substring(0, equals);
            String value = arg.substring(equals + 1);
            boolean ours = name.equals(RULES) || name.equals(OUT);
            Matcher remote = REMOTE.matcher(value);
            here.add(ours && remote.matches() ? arg.substring(0, equals + 1) + place(name, remote) : arg);
            option = equals < 0 && arg.startsWith("--") ? arg : "";
        }
        return here;
    }

    private String place(String option, Matcher remote) throws IOException {
        Path there = new Path(remote.group(2));
        String prefix = remote.group(1) == null ? "" : remote.group(1) + ":";
        if ("file".equals(there.toUri().getScheme())) {
            return prefix + there.toUri().getPath();
        }
        java.nio.file.Path here = local.resolve(String.valueOf(places++)).resolve(there.getName());
        if (option.equals(RULES)) {
            fetch(there, here);
            return here.toString();
        }
        pending.add(new Pending(here, there, prefix.isEmpty()));
        return prefix + here;
    }

    private void fetch(Path there, java.nio.file.Path here) throws IOException {
        try {
            Files.createDirectories(here.getParent() == null ? local : here.getParent());
            FileUtil.copy(there.getFileSystem(configuration), there, here.toFile(), false, configuration);
            removeChecksums(here);
        } catch (IOException e) {
            throw new IOException("the rules at " + there + " cannot be fetched: " + e.getMessage(), e);
        }
    }

    /** Hadoop leaves them beside what it writes to a local disk. */
    private static void removeChecksums(java.nio.file.Path folder) throws IOException {
        try (Stream<java.nio.file.Path> all = Files.walk(folder)) {
            for (java.nio.file.Path file : all.toList()) {
                if (file.toString().endsWith(".crc")) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Brings what was written to its place, each file whole.
     *
     * @return where it is now
     * @throws IOException where that fails; the message says what is not there
     */
    List<Path> deliver() throws IOException {
        List<Path> delivered = new ArrayList<>();
        for (Pending one : pending) {
            if (one.folder()) {
                File[] files = one.here().toFile().listFiles(File::isFile);
                for (File file : files == null ? new File[0] : sorted(files)) {
                    delivered.add(deliver(file.toPath(), new Path(one.there(), file.getName())));
                }
            } else if (Files.exists(one.here())) {
                delivered.add(deliver(one.here(), one.there()));
            }
        }
        return delivered;
    }

    private static File[] sorted(File[] files) {
        Arrays.sort(files);
        return files;
    }

    private Path deliver(java.nio.file.Path here, Path there) throws IOException {
        FileSystem files = there.getFileSystem(configuration);
        Path hidden = new Path(there.getParent(), "." + there.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            FileUtil.copy(here.toFile(), files, hidden, false, configuration);
            // Where nothing can be renamed over something, the old one has to go first.
            if (files.exists(there) && !files.delete(there, false)) {
                throw new IOException("the old one cannot be replaced");
            }
            if (!files.rename(hidden, there)) {
                throw new IOException("it cannot be renamed");
            }
            return there;
        } catch (IOException e) {
            throw new IOException("the report " + there + " cannot be written: " + e.getMessage(), e);
        } finally {
            files.delete(hidden, false);
        }
    }
}
