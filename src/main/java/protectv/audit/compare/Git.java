package protectv.audit.compare;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;

/** Asks the {@code git} program what a repository stores. Arguments go to it one by one, never through a shell. */
final class Git {

    /** {@code 100644 blob <oid>\t<path>}; links and submodules have other modes. */
    private static final Pattern ENTRY =
            Pattern.compile("100(?:644|755|664) blob ([0-9a-f]{40,64})\\t(.+)", Pattern.DOTALL);

    private static final Pattern CONTENT = Pattern.compile("[0-9a-f]{40,64} blob ([0-9]{1,9})");
    private static final Set<String> OF_A_HOOK = Set.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_NAMESPACE",
            "GIT_COMMON_DIR",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES");

    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final Path folder;

    /** Asks the repository that holds a folder. */
    Git(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path folder() {
        return folder;
    }

    /** The first line of an answer. */
    String line(String... args) throws ComparisonException {
        Answer answer = ask(null, args);
        if (answer.code != 0) {
            throw failed(answer);
        }
        return firstLine(answer);
    }

    /** The first line of an answer; null where git answers that there is none. */
    @Nullable String lineOrNull(String... args) throws ComparisonException {
        Answer answer = ask(null, args);
        return answer.code == 0 ? firstLine(answer) : null;
    }

    private static String firstLine(Answer answer) {
        return new String(answer.out, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
    }

    /** The ordinary files of a tree. */
    List<RulesRevision.Blob> files(String tree) throws ComparisonException {
        Answer answer = ask(null, "ls-tree", "-r", "-z", "--full-tree", tree);
        if (answer.code != 0) {
            throw failed(answer);
        }
        List<RulesRevision.Blob> blobs = new ArrayList<>();
        for (String entry : new String(answer.out, StandardCharsets.UTF_8).split("\0", -1)) {
            Matcher matcher = ENTRY.matcher(entry);
            if (matcher.matches()) {
                blobs.add(new RulesRevision.Blob(matcher.group(1), matcher.group(2)));
            }
        }
        return blobs;
    }

    /** Writes files below a folder. */
    void write(List<RulesRevision.Blob> blobs, Path target) throws IOException, ComparisonException {
        Path asked = Files.createTempFile(target, "asked", ".oids");
        Files.writeString(asked, blobs.stream().map(blob -> blob.oid() + "\n").collect(Collectors.joining()));
        Answer answer = ask(asked, "cat-file", "--batch");
        Files.delete(asked);
        if (answer.code != 0) {
            throw failed(answer);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer.out));
        for (RulesRevision.Blob blob : blobs) {
            Matcher head = CONTENT.matcher(headLine(in));
            if (!head.matches()) {
                throw new ComparisonException("git does not give the text of " + VisibleText.escape(blob.path())
                        + "; see whether the repository is complete (git fsck)");
            }
            byte[] bytes = new byte[Integer.parseInt(head.group(1))];
            in.readFully(bytes);
            in.readByte();
            Path file = target.resolve(blob.path()).normalize();
            if (!file.startsWith(target) || file.equals(target)) {
                throw new ComparisonException(
                        "the repository names a file outside of its folder: " + VisibleText.escape(blob.path()));
            }
            Files.createDirectories(Objects.requireNonNullElse(file.getParent(), target));
            Files.write(file, bytes);
        }
    }

    private static String headLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static final class Answer {

        private final int code;
        private final byte[] out;
        private final String complaint;

        Answer(int code, byte[] out, String complaint) {
            this.code = code;
            this.out = out;
            this.complaint = complaint;
        }
    }

    private Answer ask(@Nullable Path input, String... args) throws ComparisonException {
        List<String> command = new ArrayList<>(List.of("git", "--no-pager", "-c", "core.fsmonitor=false", "-C"));
        command.add(folder.toString());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Within a hook these name the repository of the hook, which need not be that of the folder.
        builder.environment().keySet().removeAll(OF_A_HOOK);
        builder.environment().put("GIT_NO_LAZY_FETCH", "1");
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("LC_ALL", "C");
        Path complaints = null;
        try {
            complaints = Files.createTempFile("protectv-audit-", ".git");
            builder.redirectError(complaints.toFile());
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            return answer(builder, input == null, complaints);
        } catch (IOException e) {
            throw new ComparisonException(
                    "the program git cannot be run (" + VisibleText.escape(String.valueOf(e.getMessage()))
                            + "); install it, or name folders instead of git:REV");
        } finally {
            if (complaints != null) {
                complaints.toFile().delete();
            }
        }
    }

    private static Answer answer(ProcessBuilder builder, boolean noInput, Path complaints)
            throws IOException, ComparisonException {
        Process git = builder.start();
        try {
            if (noInput) {
                try (OutputStream in = git.getOutputStream()) {
                    in.flush();
                }
            }
            byte[] out = git.getInputStream().readNBytes(MOST_BYTES);
            if (out.length == MOST_BYTES) {
                throw new ComparisonException("git tells more than " + (MOST_BYTES >> 20)
                        + " MiB of that revision; name the folder of the rules as git:REV:path/to/rules");
            }
            return new Answer(git.waitFor(), out, Files.readString(complaints, StandardCharsets.ISO_8859_1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComparisonException("interrupted while git was asked");
        } finally {
            git.destroy();
        }
    }

    private ComparisonException failed(Answer answer) {
        String said = answer.complaint.lines().findFirst().orElse("it ended with " + answer.code);
        return new ComparisonException("git cannot tell of " + VisibleText.escape(folder.toString()) + ": "
                + VisibleText.escape(said) + "; name a folder of rules that lies in a git repository");
    }
}
