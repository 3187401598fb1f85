package protectv.audit.run;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.CompiledRules;
import protectv.audit.input.Block;
import protectv.audit.input.BlockReader;
import protectv.audit.input.InputSource;
import protectv.audit.input.RawLine;
import protectv.audit.input.ReadResult;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.parse.FileTraits;
import protectv.audit.parse.LineParser;

/**
 * How one input is read in blocks. What a line means depends on those before it in the file (its year, the hour that comes
 * twice, "last message repeated"), so that each block but the first begins in a {@link State} that is guessed from the lines
 * just before it. {@link BlockChain} holds the guesses against what the block before says in its end.
 *
 * @param firstSeq number of its first line among those of all inputs
 * @param traits what must be known of the file before its first line
 * @param linesBefore how many lines begin before each block
 */
record InputPlan(InputSource source, long firstSeq, FileTraits traits, List<Block> blocks, List<Long> linesBefore)
        implements Serializable {

    /** Lines that are read before a block for the guess: enough for one with a year, mostly, and no work. */
    private static final long WARM_UP_BYTES = 64 * 1024;

    /** What part of a block that may be at most. */
    private static final long WARM_UP_PART = 4;

    InputPlan {
        blocks = List.copyOf(blocks);
        linesBefore = List.copyOf(linesBefore);
    }

    /** @param lines how many lines begin in each block */
    static InputPlan of(InputSource source, long firstSeq, FileTraits traits, List<Block> blocks, List<Long> lines) {
        List<Long> before = new ArrayList<>();
        long all = 0;
        for (long count : lines) {
            before.add(all);
            all += count;
        }
        return new InputPlan(source, firstSeq, traits, blocks, before);
    }

    /** The file's bytes, when it was cut. */
    long size() {
        return blocks.get(0).size();
    }

    /** What the lines before tell about those that follow. */
    record State(LineParser.State parser, InputWatch.State watch) implements Serializable {}

    /** What came of a block that was read from a state on. */
    record BlockReading(
            State entry, State exit, LinesRead lines, ReadResult result, boolean zoneNeeded, boolean yearNeeded)
            implements Serializable {}

    State start() {
        return new State(LineParser.start(traits), InputWatch.State.START);
    }

    /** Reads a block from a state on that is guessed. */
    BlockReading read(int block, AuditSettings settings, CompiledRules rules) throws IOException {
        return read(block, guess(block, settings), settings, rules);
    }

    /** Reads a block from a state on. */
    BlockReading read(int block, State entry, AuditSettings settings, CompiledRules rules) throws IOException {
        LineParser parser = parser(entry, settings);
        LinesRead lines = new LinesRead(settings, entry.watch());
        ReadResult result =
                BlockReader.read(source, blocks.get(block), linesBefore.get(block), settings.maxLineBytes(), line -> {
                    lines.add(line, parser.parse(line), settings, rules);
                    return true;
                });
        State exit = new State(parser.state(), lines.watch().state());
        return new BlockReading(entry, exit, lines, result, parser.zoneWasNeeded(), parser.yearWasNeeded());
    }

    private State guess(int block, AuditSettings settings) throws IOException {
        Block before = blocks.get(block).before(Math.min(WARM_UP_BYTES, settings.blockBytes() / WARM_UP_PART));
        if (before == null) {
            return start();
        }
        List<RawLine> lines = new ArrayList<>();
        BlockReader.read(source, before, 0, settings.maxLineBytes(), lines::add);
        LineParser parser = parser(start(), settings);
        InputWatch watch = new InputWatch();
        long first = linesBefore.get(block) - lines.size();
        for (RawLine line : lines) {
            RawLine numbered = new RawLine(line.file(), first + line.number(), line.text(), line.cut());
            watch.line(numbered, parser.parse(numbered));
        }
        return new State(parser.state(), watch.state());
    }

    private LineParser parser(State from, AuditSettings settings) {
        return LineParser.resumed(source.name(), traits, settings.parse(), firstSeq, from.parser());
    }

    /** What told the year of stamps without one; null where none needed one. */
    @Nullable String yearFrom(boolean needed) {
        return needed ? traits.yearFrom() : null;
    }
}
