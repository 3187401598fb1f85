package protectv.audit.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import protectv.audit.finding.PastFinding;

/**
 * What an earlier {@code report.json} says that its run found. Read as a stream, since a report may be larger than memory;
 * members that a later minor version added are passed over.
 *
 * <p>Source: report.schema.json, versions 1.x.
 *
 * @param period of that run, for people: {@code 2017-10-12T00:00Z to 2017-10-13T00:00Z}
 * @param findings over all windows, waived ones included, by fingerprint
 */
public record BaselineReport(String period, List<PastFinding> findings) {

    public BaselineReport {
        findings = List.copyOf(findings);
    }

    /**
     * Reads a report.
     *
     * @throws BaselineException where the file cannot be read, is damaged, or is no report of a version known here
     */
    public static BaselineReport read(Path file) throws BaselineException {
        String name = BaselineReader.printable(file.toString());
        if (Files.isDirectory(file)) {
            throw new BaselineException(name + ": this is a folder; name the report.json in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new BaselineReader(name, in).read();
        } catch (NoSuchFileException e) {
            throw new BaselineException(name + ": there is no such file; name the report.json of an earlier run");
        } catch (AccessDeniedException e) {
            throw new BaselineException(name + ": the file may not be read; give this user the right to read it");
        } catch (IOException e) {
            throw new BaselineException(name + ": the file cannot be read (" + BaselineReader.printable(e.getMessage())
                    + "); name the report.json of an earlier run");
        }
    }
}
