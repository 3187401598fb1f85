package protectv.audit.cli;

import java.util.regex.Pattern;
import protectv.audit.report.AuditReport;

/**
 * How many malformed lines are still no failure: a share of the lines, or a number of them.
 *
 * @param given as the user wrote it
 */
record UnparsedLimit(String given, double share, long lines) {

    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,6})?%");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    static UnparsedLimit of(String text) {
        if (PERCENT.matcher(text).matches()) {
            double percent = Double.parseDouble(text.substring(0, text.length() - 1));
            if (percent <= 100) {
                return new UnparsedLimit(text, percent / 100, -1);
            }
        } else if (NUMBER.matcher(text).matches()) {
            return new UnparsedLimit(text, 1, Long.parseLong(text));
        }
        throw new UsageException(
                "--max-unparsed " + text + " is no limit; write it as 5%, 0.1% or as a number of lines");
    }

    boolean isExceeded(AuditReport.Summary summary) {
        return lines >= 0 ? summary.malformed() > lines : summary.malformed() > share * summary.lines();
    }
}
