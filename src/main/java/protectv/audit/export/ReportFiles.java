package protectv.audit.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import protectv.audit.report.AuditReport;
import protectv.audit.work.SideBySide;

/**
 * Puts reports into files, each of them whole or not at all.
 *
 * <p>All files are written and synced under names of their own beside their places before the first is renamed, so a full
 * disk or a killed run leaves the previous report as it was.
 */
public final class ReportFiles {

    private static final int BUFFER = 1 << 16;

    private ReportFiles() {}

    /** A file that a report is written to, in one format. */
    public record Target(ReportFormat format, Path file) {

        /** The file of that format in a folder of reports. */
        public static Target in(Path folder, ReportFormat format) {
            return new Target(format, folder.resolve(format.fileName()));
        }

        private Path folder() {
            Path parent = file.getParent();
            return parent == null ? Path.of("") : parent;
        }
    }

    /**
     * Writes them side by side.
     *
     * @param targets each file once; folders are made where they are missing
     * @throws IOException with a message that names the file, the reason and what to do
     */
    public static void write(AuditReport report, List<Target> targets) throws IOException {
        Map<Target, Path> pending = new LinkedHashMap<>();
        for (Target target : targets) {
            makeFolder(target.folder());
        }
        try {
            for (Target target : targets) {
                // Not Files.createTempFile: its files are for their owner alone, and reports follow the umask.
                pending.put(
                        target,
                        target.folder().resolve("." + target.file().getFileName() + "." + UUID.randomUUID() + ".tmp"));
            }
            writeSynced(report, pending);
            for (Target target : targets) {
                rename(pending.getOrDefault(target, target.file()), target.file());
                pending.remove(target);
            }
        } finally {
            pending.values().forEach(ReportFiles::deleteQuietly);
        }
        targets.stream().map(Target::folder).distinct().forEach(ReportFiles::syncFolder);
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            // A link to a folder is one, too.
            if (!Files.isDirectory(folder)) {
                throw new IOException(
                        "cannot write the report into " + folder
                                + ": it is a file; name a folder, or move that file away",
                        e);
            }
        } catch (IOException e) {
            throw explained("cannot make the report folder " + folder, e);
        }
    }

    /** Writes the files side by side; where several fail, the first one is told. */
    private static void writeSynced(AuditReport report, Map<Target, Path> files) throws IOException {
        List<Callable<Optional<IOException>>> writing = new ArrayList<>();
        files.forEach((target, temporary) -> writing.add(() -> {
            try {
                writeSynced(report, target, temporary);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(e);
            }
        }));
        List<IOException> failures = new ArrayList<>();
        SideBySide.each(writing, writing.size(), failure -> failure.ifPresent(failures::add));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static void writeSynced(AuditReport report, Target target, Path temporary) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            target.format().writer().write(report, out);
            out.flush();
            channel.force(true);
        } catch (IOException e) {
            throw explained("cannot write " + target.file(), e);
        }
    }

    private static void rename(Path temporary, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("cannot write " + target + ": it is a folder; move it away, or name another folder");
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw explained("cannot put " + target + " in its place", e);
        }
    }

    private static IOException explained(String what, IOException cause) {
        String reason;
        if (cause instanceof AccessDeniedException) {
            reason = "permission denied; give the user of this run write access to the folder, or name another one";
        } else {
            String told = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
            reason = (told == null ? cause.getClass().getSimpleName() : told)
                    + "; check the folder and the free space, or name another folder";
        }
        return new IOException(what + ": " + reason + ". A previous report of that name is unchanged.", cause);
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The failure that led here is the one to tell; a folder that refuses this too adds nothing to it.
            return;
        }
    }

    private static void syncFolder(Path dir) {
        try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every system opens folders; the files are synced, and a lost rename leaves the previous report.
            return;
        }
    }
}
