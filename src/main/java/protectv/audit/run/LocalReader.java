package protectv.audit.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.input.Block;
import protectv.audit.input.BlockReader;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.parse.FileTraits;
import protectv.audit.parse.LineParser;
import protectv.audit.work.SideBySide;

/** Reads all inputs on this machine, several at a time, and large plain files in blocks side by side. */
record LocalReader(Intake intake, Watcher watcher) {

    private static final Logger LOG = LoggerFactory.getLogger(LocalReader.class);

    Reading read(Inputs inputs) {
        Reading reading = new Reading(intake);
        List<InputPlan> plans = plans(inputs.sources());
        List<Callable<Consumer<Reading>>> tasks = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            InputSource source = inputs.sources().get(i);
            long firstSeq = Reading.firstSeq(i);
            InputPlan plan = plans.get(i);
            if (plan == null) {
                tasks.add(() -> whole(source, firstSeq));
            } else {
                addBlocks(plan, tasks);
            }
        }
        SideBySide.each(tasks, intake.settings().threads(), result -> result.accept(reading));
        inputs.missing().forEach(reading::addMissing);
        reading.close();
        return reading;
    }

    private Consumer<Reading> whole(InputSource source, long firstSeq) {
        InputReading read = InputReading.of(source, firstSeq, intake);
        return reading -> reading.add(read);
    }

    /** The blocks of one input, and behind them its digest, with which they become one. */
    private void addBlocks(InputPlan plan, List<Callable<Consumer<Reading>>> tasks) {
        Joining joining = new Joining(plan);
        for (BlockTask task : plan.tasks()) {
            tasks.add(() -> {
                BlockTask.Reading read = orNull(() -> task.read(intake));
                watcher.read(task.block().to() - task.block().from());
                return reading -> joining.add(read);
            });
        }
        tasks.add(() -> {
            BlockReader.Digest digest = orNull(() -> BlockReader.digest(plan.source(), plan.size()));
            return reading -> reading.add(joining.close(digest));
        });
    }

    /** The blocks of an input become one; where one cannot be read, the whole is read again to tell what is wrong. */
    private final class Joining {

        private final InputPlan plan;
        private @Nullable BlockChain chain;

        Joining(InputPlan plan) {
            this.plan = plan;
            this.chain = new BlockChain(plan);
        }

        void add(BlockTask.@Nullable Reading read) {
            BlockChain joined = chain;
            if (joined == null) {
                return;
            }
            try {
                if (read == null) {
                    chain = null;
                } else {
                    joined.add(read, (block, entry) -> plan.tasks().get(block).read(entry, intake));
                }
            } catch (IOException e) {
                LOG.debug("a block of {} cannot be read", plan.source().name(), e);
                chain = null;
            }
        }

        InputReading close(BlockReader.@Nullable Digest digest) {
            try {
                if (chain != null && digest != null) {
                    return chain.close(digest);
                }
            } catch (IOException e) {
                LOG.debug("the blocks of {} are not one file", plan.source().name(), e);
            }
            return InputReading.of(plan.source(), plan.firstSeq(), intake);
        }
    }

    /** How each input is read; null where it is read whole. */
    private List<@Nullable InputPlan> plans(List<InputSource> sources) {
        List<List<Block>> blocks = new ArrayList<>();
        SideBySide.each(
                sources.stream()
                        .map(source -> (Callable<List<Block>>) () ->
                                BlockReader.blocks(source, intake.settings().blockBytes()))
                        .toList(),
                intake.settings().threads(),
                blocks::add);
        List<Callable<@Nullable Long>> counts = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            InputSource source = sources.get(i);
            blocks.get(i).forEach(block -> counts.add(() -> orNull(() -> BlockReader.count(source, block))));
        }
        List<@Nullable Long> lines = new ArrayList<>();
        SideBySide.each(counts, intake.settings().threads(), lines::add);
        // Side by side, too: a file that states no year is looked through to its end for it.
        List<Callable<@Nullable InputPlan>> planning = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < sources.size(); i++) {
            InputSource source = sources.get(i);
            long firstSeq = Reading.firstSeq(i);
            List<Block> own = blocks.get(i);
            List<@Nullable Long> counted = lines.subList(next, next + own.size());
            planning.add(() -> plan(source, firstSeq, own, counted));
            next += own.size();
        }
        List<@Nullable InputPlan> plans = new ArrayList<>();
        SideBySide.each(planning, intake.settings().threads(), plans::add);
        return plans;
    }

    private @Nullable InputPlan plan(
            InputSource source, long firstSeq, List<Block> blocks, List<@Nullable Long> lines) {
        if (blocks.isEmpty() || lines.contains(null)) {
            return null;
        }
        FileTraits traits = LineParser.traits(
                source, intake.settings().parse(), intake.settings().maxLineBytes());
        return new InputPlan(source, firstSeq, traits, blocks, lines);
    }

    private static <T> @Nullable T orNull(Failing<T> work) {
        try {
            return work.call();
        } catch (IOException e) {
            LOG.debug("an input cannot be read in blocks", e);
            return null;
        }
    }

    /** Work that a disk can make fail. */
    private interface Failing<T> {
        T call() throws IOException;
    }
}
