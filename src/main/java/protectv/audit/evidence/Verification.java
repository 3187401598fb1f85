package protectv.audit.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import protectv.audit.export.ReportFormat;
import protectv.audit.report.AuditReport;

/** Compares a night with its manifest: what it stands on first, then what it was made from, then what it made. */
public final class Verification {

    private final Path file;
    private final NightManifest manifest;
    private final List<String> differences = new ArrayList<>();

    private Verification(Path file, NightManifest manifest) {
        this.file = file;
        this.manifest = manifest;
    }

    /** @throws EvidenceException where the manifest is not as it was written */
    public static Verification of(Path file) throws EvidenceException {
        Verification verification = new Verification(file, ManifestFile.read(file));
        verification.chain();
        verification.named();
        verification.inputs();
        verification.files();
        return verification;
    }

    /** By which the report is made again. */
    public List<String> arguments() {
        return manifest.arguments();
    }

    public String workingFolder() {
        return manifest.workingFolder();
    }

    /** What is not as it was, a sentence each; empty where all is. */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    /** The nights before, back to the first; and the one after, which tells whether this one was put in its place. */
    private void chain() {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        NightManifest night = manifest;
        Path of = file;
        while (night.previous() != null) {
            Path before = folder.resolve(night.previous().file());
            if (!Files.exists(before)) {
                differences.add("the manifest " + before + " of the night before is missing");
                return;
            }
            if (!night.previous().sha256().equals(digest(before))) {
                differences.add("the manifest " + before + " is not the one that " + of.getFileName() + " follows");
                return;
            }
            of = before;
            try {
                night = ManifestFile.read(before);
            } catch (EvidenceException e) {
                differences.add(String.valueOf(e.getMessage()));
                return;
            }
        }
        if (night.sequence() != 1) {
            differences.add("the manifest " + of + " says that it is the first, and is number " + night.sequence());
        }
        next(folder);
    }

    private void next(Path folder) {
        Path next = NightManifest.fileOf(folder, manifest.sequence() + 1);
        if (!Files.exists(next)) {
            return;
        }
        try {
            NightManifest.Named before = ManifestFile.read(next).previous();
            if (before == null || !before.sha256().equals(digest(file))) {
                differences.add("the manifest " + next + " follows another one than " + file.getFileName());
            }
        } catch (EvidenceException e) {
            differences.add(String.valueOf(e.getMessage()));
        }
    }

    private void named() {
        for (NightManifest.Named named : manifest.files()) {
            if (!named.sha256().equals(digest(Path.of(named.file())))) {
                differences.add("the file " + named.file() + " is not as it was");
            }
        }
    }

    private void inputs() {
        for (NightManifest.Input input : manifest.inputs()) {
            Path path = Path.of(input.path());
            if (!Files.isRegularFile(path)) {
                differences.add("the input " + input.path() + " is not there any more");
            } else if (!input.sha256().equals(digest(path))) {
                differences.add("the input " + input.path() + changed(path, input));
            }
        }
    }

    private static String changed(Path path, NightManifest.Input input) {
        try {
            boolean grown = Files.size(path) > input.bytes()
                    && FileDigest.ofFirst(path, input.bytes()).equals(input.sha256());
            return grown
                    ? " has grown since: its first " + input.bytes() + " bytes are as they were"
                    : " is not as it was";
        } catch (IOException e) {
            return " cannot be read: " + e;
        }
    }

    /** The reports; one that a later night wrote in its place is that night's. */
    private void files() {
        Set<String> later = writtenLater();
        for (NightManifest.Report report : manifest.reports()) {
            Path path = Path.of(report.file());
            if (!Files.isRegularFile(path)) {
                differences.add("the report " + report.file() + " is not there any more");
                continue;
            }
            String now = digest(path);
            if (!now.equals(report.sha256()) && !later.contains(report.file() + " " + now)) {
                differences.add("the report " + report.file() + " is not as it was written");
            }
        }
    }

    private Set<String> writtenLater() {
        Set<String> written = new HashSet<>();
        Path folder = file.toAbsolutePath().getParent();
        long number = manifest.sequence() + 1;
        while (folder != null && Files.exists(NightManifest.fileOf(folder, number))) {
            try {
                ManifestFile.read(NightManifest.fileOf(folder, number))
                        .reports()
                        .forEach(report -> written.add(report.file() + " " + report.sha256()));
            } catch (EvidenceException e) {
                // Told where the chain is looked at; what it says of reports is not believed.
                return written;
            }
            number++;
        }
        return written;
    }

    private static String digest(Path file) {
        try {
            return FileDigest.of(file);
        } catch (IOException e) {
            return "cannot be read";
        }
    }

    /** Compares with a report that was made again. */
    public void compare(AuditReport again) throws IOException {
        if (!again.program().version().equals(manifest.version())) {
            differences.add("the program was " + manifest.version() + " and is "
                    + again.program().version());
        }
        Map<String, String> then = new HashMap<>();
        manifest.inputs().forEach(input -> then.put(input.path(), input.sha256()));
        for (AuditReport.Input input : again.inputs()) {
            if (!then.containsKey(input.path())) {
                differences.add("the input " + input.path() + " was not there");
            }
        }
        digests("the rule ", manifest.rules(), again.rules().texts().rules());
        digests(
                "the file beside the rules ",
                manifest.beside(),
                again.rules().texts().beside());
        if (!manifest.rulesDigest().equals(again.rules().digest())) {
            differences.add("the files of the rules are not as they were: their digest is "
                    + again.rules().digest());
        }
        boolean same = differences.isEmpty();
        for (NightManifest.Report report : manifest.reports()) {
            if (!FileDigest.of(again, ReportFormat.of(report.format())).equals(report.sha256())) {
                differences.add("the report " + report.format() + ", made again, is another"
                        + (same
                                ? ", though all that it is made from is as it was: the modification time of an input that"
                                        + " gave a year, the history or the Java may differ"
                                : ""));
            }
        }
    }

    private void digests(String what, SortedMap<String, String> then, SortedMap<String, String> now) {
        Set<String> names = new LinkedHashSet<>(then.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            String before = then.get(name);
            String after = now.get(name);
            if (before == null) {
                differences.add(what + name + " was not there");
            } else if (after == null) {
                differences.add(what + name + " is not there any more");
            } else if (!before.equals(after)) {
                differences.add(what + name + " is not as it was");
            }
        }
    }
}
