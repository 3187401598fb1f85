package protectv.audit.cli;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import protectv.audit.input.InputFinder;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineReader;
import protectv.audit.parse.ClientPrefix;
import protectv.audit.parse.ParseOptions;
import protectv.audit.signature.Signer;

/** What every command that reads logs can be told about them. */
final class LogOptions {

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of time stamps that have none, and of midnight: Europe/Berlin, UTC, +02:00."
                    + " Without it UTC is assumed, and the report says so.")
    private @Nullable String zone;

    @Option(
            names = "--reference",
            paramLabel = "DATE",
            description = "When the logs were taken (2017-12-31), for time stamps without a year in files that have no"
                    + " line with one. Without it: each file's modification time.")
    private @Nullable String reference;

    @Option(
            names = "--client-log",
            paramLabel = "GLOB",
            description =
                    "Files that are logs of ProtectV Clients, where name and content do not tell. May be repeated.")
    private List<String> clientLogs = new ArrayList<>();

    @Option(
            names = "--client-prefix",
            paramLabel = "REGEX",
            description = "What stands before the message in Client logs, with a group named time, as in"
                    + " ^(?<time>\\S+) , and perhaps one named client. Without it the common forms are recognised.")
    private @Nullable String clientPrefix;

    @Option(
            names = "--client-time",
            paramLabel = "PATTERN",
            description = "Form of that time, as in dd/MM/yyyy HH:mm:ss.")
    private @Nullable String clientTime;

    @Option(
            names = "--max-line-bytes",
            paramLabel = "N",
            defaultValue = "" + LineReader.DEFAULT_MAX_LINE_BYTES,
            description = "Longer lines are cut, and counted as cut. Default: ${DEFAULT-VALUE}.")
    private int maxLineBytes;

    boolean zoneIsAssumed() {
        return zone == null;
    }

    ZoneId zone() {
        if (zone == null) {
            return ZoneId.of("UTC");
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new UsageException("--zone " + zone + " is no zone; write it as Europe/Berlin, UTC or +02:00");
        }
    }

    int maxLineBytes() {
        if (maxLineBytes < 256) {
            throw new UsageException(
                    "--max-line-bytes " + maxLineBytes + " is too small; ordinary lines have up to 256 bytes");
        }
        return maxLineBytes;
    }

    ParseOptions parseOptions() {
        ClientPrefix prefix = null;
        if (clientPrefix != null) {
            try {
                prefix = ClientPrefix.of(clientPrefix, clientTime);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--client-prefix: " + e.getMessage());
            }
        } else if (clientTime != null) {
            throw new UsageException("--client-time says how the time of --client-prefix looks; give that too");
        }
        for (String glob : clientLogs) {
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
            } catch (PatternSyntaxException e) {
                throw new UsageException(
                        "--client-log " + glob + " is no pattern (such as **/agent-*.log): " + e.getDescription());
            }
        }
        Instant taken = reference == null ? null : instant("--reference", reference);
        return new ParseOptions(zone(), taken, clientLogs, prefix);
    }

    /** Reads a date (its midnight), a local date and time, or one with an offset. */
    Instant instant(String option, String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(zone()).toInstant();
            }
            String iso = text.replace(' ', 'T');
            boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
            return offset
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(zone()).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(
                    option + " " + text + " is no date; write it as 2017-10-12, 2017-10-12T08:00 or 2017-10-12T08:00Z");
        }
    }

    /** The inputs that a command's arguments name; the caller closes them. */
    static final class Paths {

        @Parameters(
                arity = "1..*",
                paramLabel = "INPUT",
                description =
                        "Log files, folders (with all below), globs, or - for standard input; plain, gz, bz2, xz or zst.")
        private List<String> inputs = new ArrayList<>();

        Inputs find() {
            return InputFinder.find(inputs, System.in);
        }
    }

    /** The folder of the rules. */
    static final class Rules {

        @Mixin
        private final RulesFolderOption folder = new RulesFolderOption();

        @Mixin
        private final RulesTrust trust = new RulesTrust();

        private @Nullable Path found;

        /** The folder that was named, or found; nobody verified what is there. */
        Path given() {
            return folder.given();
        }

        /** The same of another folder with rules. */
        Path trusted(Path other) {
            return trust.isAsked() ? trust.verified(other) : other;
        }

        /** Where to load the rules from; where signed ones are asked for, nothing that was not verified is there. */
        Path folder() {
            if (found == null) {
                found = trusted(given());
            }
            return found;
        }

        boolean mustBeSigned() {
            return trust.isAsked();
        }

        /** Who signed what {@link #folder()} gave; null where nobody asked. */
        @Nullable Signer signer() {
            return trust.signer();
        }
    }
}
