package protectv.audit.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import protectv.audit.export.ReportFormat;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.TextDigest;

/** SHA-256 of files and of reports that are written nowhere, lower-case hex. */
final class FileDigest {

    private FileDigest() {}

    static String of(Path file) throws IOException {
        return ofFirst(file, Long.MAX_VALUE);
    }

    /** Of the first bytes of a file; of all where it has no more. */
    static String ofFirst(Path file, long bytes) throws IOException {
        MessageDigest digest = TextDigest.sha256();
        byte[] buffer = new byte[1 << 16];
        long left = bytes;
        try (InputStream in = Files.newInputStream(file)) {
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(AuditReport report, ReportFormat format) throws IOException {
        MessageDigest digest = TextDigest.sha256();
        try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            format.writer().write(report, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(TextDigest.sha256().digest(bytes));
    }
}
