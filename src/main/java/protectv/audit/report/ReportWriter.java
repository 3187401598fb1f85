package protectv.audit.report;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a report in one format. The same report gives the same bytes, always. */
@FunctionalInterface
public interface ReportWriter {

    /** Writes all of {@code report} and flushes; leaves {@code out} open, since whoever opened it may have to sync it. */
    void write(AuditReport report, OutputStream out) throws IOException;
}
