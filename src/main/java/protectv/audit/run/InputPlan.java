package protectv.audit.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.input.Block;
import protectv.audit.input.InputSource;
import protectv.audit.parse.FileTraits;

/** How one input is read in blocks. */
public final class InputPlan {

    private final FileTraits traits;
    private final List<BlockTask> tasks = new ArrayList<>();

    /**
     * @param firstSeq what the numbers of its lines among those of all inputs count from
     * @param traits what must be known of the file before its first line
     * @param blocks at least one
     * @param lines how many lines begin in each of them
     */
    public InputPlan(InputSource source, long firstSeq, FileTraits traits, List<Block> blocks, List<Long> lines) {
        this.traits = traits;
        long before = 0;
        for (int i = 0; i < blocks.size(); i++) {
            tasks.add(new BlockTask(source, firstSeq, traits, blocks.get(i), before));
            before += lines.get(i);
        }
    }

    /** The blocks in their order. */
    public List<BlockTask> tasks() {
        return tasks;
    }

    public InputSource source() {
        return tasks.get(0).source();
    }

    public long firstSeq() {
        return tasks.get(0).firstSeq();
    }

    /** The file's bytes, when it was cut. */
    public long size() {
        return tasks.get(0).block().size();
    }

    /** What told the year of stamps without one; null where none needed one. */
    @Nullable String yearFrom(boolean needed) {
        return needed ? traits.yearFrom() : null;
    }
}
