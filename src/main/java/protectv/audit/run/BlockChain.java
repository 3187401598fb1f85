package protectv.audit.run;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import protectv.audit.input.BlockReader;
import protectv.audit.input.LineIndex;
import protectv.audit.input.ReadResult;
import protectv.audit.run.BlockTask.State;

/** Joins what was read of the blocks of one input, in their order, to what reading the whole would have told. */
public final class BlockChain {

    private final InputPlan plan;
    private State state;
    private int next;
    private @Nullable LinesRead lines;
    private LineIndex index = LineIndex.NONE;
    private long cutLines;
    private long undecodableLines;
    private boolean zoneNeeded;
    private boolean yearNeeded;

    public BlockChain(InputPlan plan) {
        this.plan = plan;
        this.state = BlockTask.start(plan.tasks().get(0).traits());
    }

    /** Reads a block once more, from the state in which it really begins. */
    public interface Again {
        BlockTask.Reading read(int block, State entry) throws IOException;
    }

    /**
     * Takes in the next block; where its guess was wrong, it is read again.
     *
     * @throws IOException where the file is not the one that was cut
     */
    public void add(BlockTask.Reading reading, Again again) throws IOException {
        check(plan.tasks().get(next).linesBefore() == index.lines());
        BlockTask.Reading right = reading.entry().equals(state) ? reading : again.read(next, state);
        LinesRead known = lines;
        if (known == null) {
            lines = right.lines();
        } else {
            known.append(right.lines());
        }
        ReadResult result = right.result();
        index = index.then(result.index());
        cutLines += result.cutLines();
        undecodableLines += result.undecodableLines();
        zoneNeeded |= right.zoneNeeded();
        yearNeeded |= right.yearNeeded();
        state = right.exit();
        next++;
    }

    private void check(boolean same) throws IOException {
        if (!same) {
            throw new IOException(plan.source().name() + " changed while it was read");
        }
    }

    /**
     * All blocks together.
     *
     * @throws IOException where the file is not the one that was cut
     */
    public InputReading close(BlockReader.Digest digest) throws IOException {
        check(digest.bytes() == plan.size());
        LinesRead all = lines;
        if (all == null || next != plan.tasks().size()) {
            throw new IllegalStateException(
                    plan.source().name() + " has " + plan.tasks().size() + " blocks, read " + next);
        }
        ReadResult result =
                new ReadResult(digest.sha256(), digest.bytes(), index.lines(), cutLines, undecodableLines, index, null);
        return new InputReading(plan.source().name(), all, result, plan.yearFrom(yearNeeded), zoneNeeded);
    }
}
