package protectv.audit.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import protectv.audit.export.ReportFiles;
import protectv.audit.export.ReportFormat;
import protectv.audit.report.AuditReport;

/** Which reports are written, and where to. */
final class ReportOptions {

    private static final String FOLDER = "reports";

    private static final List<ReportFormat> USUAL = List.of(ReportFormat.JSON, ReportFormat.HTML);

    /** Two letters at least: a single one is a drive of Windows. */
    private static final Pattern ONE_FORMAT = Pattern.compile("([A-Za-z][A-Za-z0-9-]+):(.+)", Pattern.DOTALL);

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--out",
            paramLabel = "DIR|FORMAT:FILE",
            description = {
                "Folder of the reports, or one report: html:night.html; ocsf:- writes to standard output. May be repeated.",
                "Default: " + FOLDER + "."
            })
    private List<String> out = new ArrayList<>();

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            completionCandidates = Labels.class,
            converter = Converter.class,
            description = "Reports in the folder, of ${COMPLETION-CANDIDATES}. Default: json,html.")
    private List<ReportFormat> formats = new ArrayList<>();

    static final class Labels extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Labels() {
            super(Arrays.stream(ReportFormat.values()).map(ReportFormat::label).toList());
        }
    }

    static final class Converter implements ITypeConverter<ReportFormat> {
        @Override
        public ReportFormat convert(String value) {
            try {
                return ReportFormat.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * What was asked for.
     *
     * @param printed the one that goes to standard output; null where none does
     */
    record Reports(List<ReportFiles.Target> files, @Nullable ReportFormat printed) {

        Reports {
            files = List.copyOf(files);
        }

        List<Path> paths() {
            return files.stream().map(ReportFiles.Target::file).toList();
        }

        boolean has(ReportFormat format) {
            return printed == format || files.stream().anyMatch(file -> file.format() == format);
        }

        /** Writes the files, then what goes to standard output. */
        void write(AuditReport report, PrintWriter standardOutput) throws IOException {
            ReportFiles.write(report, files);
            if (printed != null) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                printed.writer().write(report, bytes);
                standardOutput.print(bytes.toString(StandardCharsets.UTF_8));
                standardOutput.flush();
            }
        }
    }

    /** @throws UsageException where they cannot be what somebody wants */
    Reports reports() {
        List<ReportFiles.Target> files = new ArrayList<>();
        List<ReportFormat> printed = new ArrayList<>();
        boolean folder = false;
        for (String place : out.isEmpty() ? List.of(FOLDER) : out) {
            Matcher one = ONE_FORMAT.matcher(place);
            if (!one.matches()) {
                folder = true;
                Path dir = path(place);
                Set<ReportFormat> wanted = new LinkedHashSet<>(formats.isEmpty() ? USUAL : formats);
                wanted.forEach(format -> files.add(ReportFiles.Target.in(dir, format)));
            } else if (one.group(2).equals(STANDARD_OUTPUT)) {
                printed.add(format(place, one.group(1)));
            } else {
                files.add(new ReportFiles.Target(format(place, one.group(1)), path(one.group(2))));
            }
        }
        if (!formats.isEmpty() && !folder) {
            throw new UsageException(
                    "--format says what is written into a folder, and --out names none; give a folder too,"
                            + " or say --out FORMAT:FILE for each");
        }
        if (printed.size() > 1) {
            throw new UsageException("only one report can go to standard output; give the others a file");
        }
        Set<Path> seen = new HashSet<>();
        for (ReportFiles.Target target : files) {
            if (!seen.add(target.file().toAbsolutePath().normalize())) {
                throw new UsageException("two reports would be written to " + target.file() + "; name another file");
            }
        }
        return new Reports(files, printed.isEmpty() ? null : printed.get(0));
    }

    private static ReportFormat format(String place, String label) {
        try {
            return ReportFormat.of(label);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--out " + place + ": " + e.getMessage() + ". A folder of that name is ./" + place);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("--out " + name + " is no path: " + e.getReason());
        }
    }
}
