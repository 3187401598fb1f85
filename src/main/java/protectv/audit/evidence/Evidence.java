package protectv.audit.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import protectv.audit.export.ReportFiles;
import protectv.audit.report.AuditReport;
import protectv.audit.work.WholeFile;

/** The folder in which nights leave their manifests. */
public final class Evidence {

    private static final Pattern NAME = Pattern.compile("([0-9]{6})\\.json");

    private Evidence() {}

    /**
     * How a run was asked for.
     *
     * @param workingFolder from which relative names begin
     * @param arguments all that change the report, and the inputs
     * @param files that they name: the configuration, a baseline
     */
    public record Asked(String workingFolder, List<String> arguments, List<Path> files) {

        public Asked {
            arguments = List.copyOf(arguments);
            files = List.copyOf(files);
        }
    }

    /**
     * Adds the manifest of a night whose reports are written.
     *
     * @return the manifest
     */
    public static Path add(Path folder, Asked asked, AuditReport report, List<ReportFiles.Target> written)
            throws EvidenceException {
        try {
            Files.createDirectories(folder);
            long last = last(folder);
            Path before = NightManifest.fileOf(folder, last);
            List<NightManifest.Named> files = new ArrayList<>();
            for (Path file : asked.files()) {
                files.add(named(file, file));
            }
            NightManifest manifest = new NightManifest(
                    last + 1,
                    last == 0 ? null : named(before.getFileName(), before),
                    report.program().version(),
                    asked.workingFolder(),
                    asked.arguments(),
                    files,
                    report.inputs().stream()
                            .map(input -> new NightManifest.Input(input.path(), input.bytes(), input.sha256()))
                            .toList(),
                    report.rules().digest(),
                    report.rules().texts().rules(),
                    report.rules().texts().beside(),
                    reports(written));
            Path file = NightManifest.fileOf(folder, last + 1);
            WholeFile.write(file, ManifestFile.text(manifest));
            return file;
        } catch (IOException e) {
            throw new EvidenceException("the manifest cannot be written to " + folder + ": " + e
                    + "; let the user of this run write there, or name another folder with --evidence");
        }
    }

    private static NightManifest.Named named(Path name, Path file) throws IOException {
        return new NightManifest.Named(name.toString(), FileDigest.of(file));
    }

    private static List<NightManifest.Report> reports(List<ReportFiles.Target> files) throws IOException {
        List<NightManifest.Report> reports = new ArrayList<>();
        for (ReportFiles.Target target : files) {
            reports.add(new NightManifest.Report(
                    target.format().label(),
                    target.file().toString(),
                    Files.size(target.file()),
                    FileDigest.of(target.file())));
        }
        return reports;
    }

    private static long last(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .mapToLong(name -> Long.parseLong(name.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /** The manifest of the last night in a folder; a file is taken as it is. */
    public static Path latest(Path folderOrFile) throws EvidenceException {
        if (!Files.isDirectory(folderOrFile)) {
            return folderOrFile;
        }
        try {
            long last = last(folderOrFile);
            if (last == 0) {
                throw new EvidenceException("there is no manifest in " + folderOrFile
                        + "; run makes one of each night with --evidence " + folderOrFile);
            }
            return NightManifest.fileOf(folderOrFile, last);
        } catch (IOException e) {
            throw new EvidenceException("the folder " + folderOrFile + " cannot be read: " + e);
        }
    }
}
