package protectv.audit.run;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import protectv.audit.input.Block;
import protectv.audit.input.BlockReader;
import protectv.audit.input.InputSource;
import protectv.audit.input.RawLine;
import protectv.audit.input.ReadResult;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.parse.FileTraits;
import protectv.audit.parse.LineParser;

/**
 * One block of an input, to be read on any thread or machine. What a line means depends on those before it in the file (its
 * year, the hour that comes twice, "last message repeated"), so that each block but the first begins in a {@link State} that
 * is guessed from the lines just before it. {@link BlockChain} holds the guess against what the block before says in its end.
 *
 * @param firstSeq what the numbers of its lines among those of all inputs count from
 * @param traits what must be known of the file before its first line
 * @param linesBefore how many lines begin before the block
 */
public record BlockTask(InputSource source, long firstSeq, FileTraits traits, Block block, long linesBefore)
        implements Serializable {

    /** Lines that are read before a block for the guess: enough for one with a year, mostly, and no work. */
    private static final long WARM_UP_BYTES = 64 * 1024;

    /** What part of a block that may be at most. */
    private static final long WARM_UP_PART = 4;

    /** What the lines before tell about those that follow. */
    public record State(LineParser.State parser, InputWatch.State watch) implements Serializable {}

    /** What came of a block that was read from a state on. */
    public record Reading(
            State entry, State exit, LinesRead lines, ReadResult result, boolean zoneNeeded, boolean yearNeeded)
            implements Serializable {}

    /** Before the first line of a file. */
    static State start(FileTraits traits) {
        return new State(LineParser.start(traits), InputWatch.State.START);
    }

    /** Reads a block from a state on that is guessed. */
    public Reading read(Intake intake) throws IOException {
        return read(guess(intake.settings()), intake);
    }

    /** Reads a block from a state on. */
    public Reading read(State entry, Intake intake) throws IOException {
        AuditSettings settings = intake.settings();
        LineParser parser = parser(entry, settings);
        LinesRead lines = new LinesRead(intake, entry.watch());
        ReadResult result = BlockReader.read(source, block, linesBefore, settings.maxLineBytes(), line -> {
            lines.add(line, parser.parse(line), intake);
            return true;
        });
        lines.end();
        State exit = new State(parser.state(), lines.watch().state());
        return new Reading(entry, exit, lines, result, parser.zoneWasNeeded(), parser.yearWasNeeded());
    }

    private State guess(AuditSettings settings) throws IOException {
        Block before = block.before(Math.min(WARM_UP_BYTES, settings.blockBytes() / WARM_UP_PART));
        if (before == null) {
            return start(traits);
        }
        List<RawLine> lines = new ArrayList<>();
        BlockReader.read(source, before, 0, settings.maxLineBytes(), lines::add);
        LineParser parser = parser(start(traits), settings);
        InputWatch watch = new InputWatch();
        long first = linesBefore - lines.size();
        for (RawLine line : lines) {
            RawLine numbered = new RawLine(line.file(), first + line.number(), line.text(), line.cut());
            watch.line(numbered, parser.parse(numbered));
        }
        return new State(parser.state(), watch.state());
    }

    private LineParser parser(State from, AuditSettings settings) {
        return LineParser.resumed(source.name(), traits, settings.parse(), firstSeq, from.parser());
    }
}
