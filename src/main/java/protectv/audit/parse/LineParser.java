package protectv.audit.parse;

import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.SourceRef;
import protectv.audit.input.InputSource;
import protectv.audit.input.LineReader;
import protectv.audit.input.RawLine;

/**
 * Parses the lines of one input in their order. Holds what one line tells about the next: the year, the hour that comes
 * twice, and the event that a logger's "last message repeated" is about. Not thread-safe.
 */
public final class LineParser {

    static final String NO_STAMP = "no time stamp that can be read";
    static final String NO_YEAR = "a time stamp without a year, and nothing tells it (give --reference)";
    static final String TOO_LONG = "longer than the limit for a line";

    /** For what Clients send to syslog: the server's header has taken the place of a prefix. */
    private static final ClientParser BEHIND_HEADER = new ClientParser(null);

    private final FileTraits traits;
    private final FileClock clock;
    private final ClientParser clientParser;
    private final @Nullable String clientOfFile;
    private final long firstSeq;
    private @Nullable LoginEvent previousLogin;

    private LineParser(
            FileTraits traits, FileClock clock, ClientParser clientParser, @Nullable String client, long firstSeq) {
        this.traits = traits;
        this.clock = clock;
        this.clientParser = clientParser;
        this.clientOfFile = client;
        this.firstSeq = firstSeq;
    }

    /**
     * Looks through the input once and returns a parser for a second reading from its beginning.
     *
     * @param firstSeq what {@link protectv.audit.event.Event#seq} counts from; a line's number is added
     */
    public static LineParser of(InputSource source, ParseOptions options, int maxLineBytes, long firstSeq) {
        FileTraits traits = traits(source, options, maxLineBytes);
        return resumed(source.name(), traits, options, firstSeq, start(traits));
    }

    /** Looks through an input for what must be known of it before its first line can be parsed. */
    public static FileTraits traits(InputSource source, ParseOptions options, int maxLineBytes) {
        ClientParser clients = new ClientParser(options.clientPrefix());
        FileScan scan = new FileScan(source.name(), givenKind(source.name(), options), clients);
        LineReader.read(source, maxLineBytes, scan::accept);
        Instant given = options.reference();
        return given != null
                ? scan.traits(options.zone(), given, "--reference")
                : scan.traits(options.zone(), source.lastModified(), "the file's modification time");
    }

    /**
     * What the lines before tell about the next one.
     *
     * @param year of the last stamp; 0 where none is known
     * @param dayKey its day
     * @param lastTime how late it was, epoch milliseconds; the smallest number where nothing is known or it does not matter
     * @param previousLogin the line before, where it is one
     */
    public record State(
            int year, int dayKey, long lastTime, @Nullable LoginEvent previousLogin) implements Serializable {}

    /** Before the first line of a file. */
    public static State start(FileTraits traits) {
        return new State(traits.firstYear(), traits.firstDayKey(), Long.MIN_VALUE, null);
    }

    /** A parser for the lines from some line of an input on. */
    public static LineParser resumed(String name, FileTraits traits, ParseOptions options, long firstSeq, State state) {
        LineParser parser = new LineParser(
                traits,
                new FileClock(options.zone(), state),
                new ClientParser(options.clientPrefix()),
                ClientFiles.clientOf(name),
                firstSeq);
        parser.previousLogin = state.previousLogin();
        return parser;
    }

    /** What the lines so far tell about the next one. */
    public State state() {
        return clock.state(previousLogin);
    }

    private static @Nullable LogKind givenKind(String name, ParseOptions options) {
        for (String glob : options.clientLogs()) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            Path path = Path.of(name);
            if (matcher.matches(path) || (path.getFileName() != null && matcher.matches(path.getFileName()))) {
                return LogKind.CLIENT;
            }
        }
        return null;
    }

    /** True where a line had no year, so that other lines or the reference decided. */
    public boolean yearWasNeeded() {
        return clock.yearWasNeeded();
    }

    /** What told the year of stamps without one; null where none needed one. */
    public @Nullable String yearFrom() {
        return clock.yearWasNeeded() ? traits.yearFrom() : null;
    }

    /** Number of the line that states the year by which lines without one are read; 0 where none does. */
    public long yearLine() {
        return traits.yearLine();
    }

    /** What the parts of a line are taken for. Changes nothing that later lines are read by. */
    public LineAnatomy anatomy(RawLine raw) {
        return traits.kind() == LogKind.CLIENT
                ? LineAnatomy.ofClientFile(raw.text(), clientParser.read(raw.text()))
                : LineAnatomy.ofSyslogFile(raw.text());
    }

    /** True where a line had no zone, so that the one of the options decided. */
    public boolean zoneWasNeeded() {
        return clock.zoneWasNeeded();
    }

    /** Tells the fate of a line. Call it with each line once, in order. */
    public Parsed parse(RawLine raw) {
        Parsed parsed = raw.text().isBlank()
                ? Parsed.Other.INSTANCE
                : traits.kind() == LogKind.CLIENT ? parseClientFile(raw) : parseSyslogFile(raw);
        if (raw.cut() && parsed instanceof Parsed.Found) {
            // The end of the line is missing, and with it the part that only the logger writes.
            parsed = new Parsed.Malformed(TOO_LONG);
        }
        previousLogin =
                parsed instanceof Parsed.Found found && found.event() instanceof LoginEvent login ? login : null;
        return parsed;
    }

    private Parsed parseSyslogFile(RawLine raw) {
        String line = raw.text();
        SyslogHeader header = SyslogHeader.read(line);
        AuditLine audit = AuditLine.find(line, header);
        if (audit != null) {
            return audit(raw, audit);
        }
        if (header == null) {
            return new Parsed.Malformed(NO_STAMP);
        }
        Stamp stamp = header.stamp();
        Long time = stamp == null ? null : clock.resolve(stamp);
        if (time == null) {
            return new Parsed.Malformed(stamp == null ? NO_STAMP : NO_YEAR);
        }
        String program = header.program();
        if (program == null) {
            return repeatOfPrevious(raw, header, time);
        }
        if (isSshd(program)) {
            return login(raw, header, program, time);
        }
        if (ClientFiles.hasClientLogName(program + ".log")) {
            return clientBySyslog(raw, header, time);
        }
        return new Parsed.Other(time, header.host());
    }

    private Parsed audit(RawLine raw, AuditLine line) {
        AuditParser.Outcome outcome = AuditParser.parse(line.text());
        Stamp relay = line.relay();
        AuditParser.Fields fields = outcome.fields();
        if (fields == null) {
            if (relay != null) {
                clock.resolve(relay);
            }
            return outcome.malformed() == null ? Parsed.Other.INSTANCE : new Parsed.Malformed(outcome.malformed());
        }
        if (relay != null && !fields.own().hasYear()) {
            clock.resolve(relay);
            return new Parsed.Malformed(AuditParser.NO_STAMP);
        }
        Long relayTime = relay == null ? null : clock.resolveRelay(relay, fields.own());
        Long time = relay == null ? clock.resolve(fields.own()) : Long.valueOf(clock.instantOf(fields.own()));
        if (time == null) {
            return new Parsed.Malformed(NO_YEAR);
        }
        return new Parsed.Found(new AuditEvent(
                time,
                firstSeq + raw.number(),
                source(raw),
                fields.kind(),
                relayTime,
                line.manager(),
                fields.category(),
                fields.status(),
                fields.message(),
                fields.subject(),
                fields.clientName(),
                fields.count()));
    }

    static boolean isSshd(String program) {
        String name = program.substring(program.lastIndexOf('/') + 1);
        return name.equals("sshd")
                || name.equals("sshd-session")
                || name.equals("sshd-auth")
                || name.startsWith("sshd(pam")
                || name.equals("com.openssh.sshd");
    }

    private Parsed login(RawLine raw, SyslogHeader header, String program, long time) {
        SshdMessage said = SshdParser.parse(program, raw.text().substring(header.message()));
        String name = program.substring(program.lastIndexOf('/') + 1);
        return new Parsed.Found(new LoginEvent(
                time,
                firstSeq + raw.number(),
                source(raw),
                said.kind(),
                header.host(),
                name.startsWith("sshd(") || name.startsWith("com.") ? "sshd" : name,
                header.pid(),
                said.message(),
                said.user(),
                said.invalidUser(),
                said.sourceAddress(),
                said.sourceHost(),
                said.port(),
                said.method(),
                said.outcome(),
                said.keyType(),
                said.fingerprint(),
                said.uid(),
                said.count()));
    }

    private Parsed clientBySyslog(RawLine raw, SyslogHeader header, long time) {
        Repeat repeat = Repeat.unfold(raw.text().substring(header.message()));
        ClientMessage message = BEHIND_HEADER.read(repeat.text()).message();
        return client(raw, time, header.host(), repeat.text(), message, repeat.count());
    }

    private Parsed parseClientFile(RawLine raw) {
        ClientParser.Line line = clientParser.read(raw.text());
        ClientHeader header = line.header();
        if (header == null) {
            // The second line of a message with several; but not if it says something that matters.
            return line.message() == null && !ClientMessage.isQuoted(raw.text())
                    ? Parsed.Other.INSTANCE
                    : new Parsed.Malformed(NO_STAMP);
        }
        Long time = clock.resolve(header.stamp());
        if (time == null) {
            return new Parsed.Malformed(NO_YEAR);
        }
        String client = header.clientName() != null ? header.clientName() : clientOfFile;
        return client(raw, time, client, raw.text().substring(header.message()).strip(), line.message(), 1);
    }

    private Parsed client(
            RawLine raw, long time, @Nullable String client, String text, @Nullable ClientMessage message, int count) {
        return new Parsed.Found(new ClientEvent(
                time,
                firstSeq + raw.number(),
                source(raw),
                message == null ? ClientKind.OTHER : message.kind(),
                client,
                text,
                message == null ? null : message.partition(),
                count));
    }

    /** syslogd's "last message repeated 3 times" is about the line before it, from the same machine. */
    private Parsed repeatOfPrevious(RawLine raw, SyslogHeader header, long time) {
        int times = Repeat.timesNoted(raw.text().substring(header.message()).strip());
        LoginEvent login = previousLogin;
        if (times == 0 || login == null) {
            return Parsed.Other.INSTANCE;
        }
        if (header.host() != null && !header.host().equals(login.host())) {
            return Parsed.Other.INSTANCE;
        }
        return new Parsed.Found(login.again(time, firstSeq + raw.number(), source(raw), times));
    }

    private static SourceRef source(RawLine raw) {
        return new SourceRef(raw.file(), raw.number(), raw.text());
    }
}
