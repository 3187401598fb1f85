package protectv.audit.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.event.Event;
import protectv.audit.input.Block;
import protectv.audit.input.BlockReader;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.parse.FileTraits;
import protectv.audit.parse.LineParser;
import protectv.audit.run.AuditSettings;
import protectv.audit.run.BlockChain;
import protectv.audit.run.BlockTask;
import protectv.audit.run.InputPlan;
import protectv.audit.run.InputReading;
import protectv.audit.run.Intake;
import protectv.audit.run.LoadedRules;
import protectv.audit.run.Reading;
import protectv.audit.spill.Spill;

/** Reads all inputs on the executors. Their events stay there; the driver learns all else that the lines tell. */
final class SparkReader {

    private static final Logger LOG = LoggerFactory.getLogger(SparkReader.class);

    /** Bytes, not objects, and on the disk where memory does not suffice. */
    private static final StorageLevel KEPT = StorageLevel.MEMORY_AND_DISK_SER();

    private final JavaSparkContext spark;
    private final AuditSettings settings;
    private final LoadedRules rules;
    private final Broadcast<RulesText> rulesText;
    private final List<ReadTask> tasks = new ArrayList<>();

    /** Tasks whose events do not count, since what they read was read again. */
    private final Set<Integer> replaced = new HashSet<>();

    /** What was read instead, by the task whose place it takes. */
    private final SortedMap<Integer, JavaRDD<Serializable>> again = new TreeMap<>();

    SparkReader(JavaSparkContext spark, AuditSettings settings, LoadedRules rules) {
        this.spark = spark;
        this.settings = settings;
        this.rules = rules;
        this.rulesText = spark.broadcast(RulesText.of(rules));
    }

    /** Where an input is cut; not at all where there are no blocks, and then nobody has looked through it yet. */
    private record Cut(List<Block> blocks, @Nullable FileTraits traits) implements Serializable {

        static Cut of(InputSource source, AuditSettings settings) {
            List<Block> blocks = BlockReader.blocks(source, settings.blockBytes());
            return new Cut(
                    blocks,
                    blocks.isEmpty()
                            ? null
                            : LineParser.traits(source, settings.parse(), settings.maxLineBytes()));
        }
    }

    /** Lines are to be counted here. */
    private record Counted(InputSource source, Block block) implements Serializable {

        /** -1 where it cannot be read. */
        long lines() {
            try {
                return BlockReader.count(source, block);
            } catch (IOException e) {
                return -1;
            }
        }
    }

    SparkHarvest read(Inputs inputs) {
        List<@Nullable InputPlan> plans = plans(inputs.sources());
        for (int i = 0; i < plans.size(); i++) {
            InputPlan plan = plans.get(i);
            if (plan == null) {
                tasks.add(new ReadTask.Whole(inputs.sources().get(i), Reading.firstSeq(i)));
            } else {
                plan.tasks().forEach(block -> tasks.add(new ReadTask.Guessed(block)));
                tasks.add(new ReadTask.Digest(plan.source(), plan.size()));
            }
        }
        JavaRDD<Serializable> read = read(tasks);
        Reading reading = new Reading(new Intake(settings, rules.compiled(), Spill.none()));
        join(plans, summaries(read), reading);
        inputs.missing().forEach(reading::addMissing);
        return new SparkHarvest(spark, settings, rules, rulesText, reading, events(read));
    }

    private List<@Nullable InputPlan> plans(List<InputSource> sources) {
        AuditSettings asked = settings;
        List<Cut> cuts = parallel(sources).map(source -> Cut.of(source, asked)).collect();
        List<Counted> blocks = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            InputSource source = sources.get(i);
            cuts.get(i).blocks().forEach(block -> blocks.add(new Counted(source, block)));
        }
        List<Long> lines = parallel(blocks).map(Counted::lines).collect();
        List<@Nullable InputPlan> plans = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < sources.size(); i++) {
            Cut cut = cuts.get(i);
            List<Long> counts = lines.subList(next, next + cut.blocks().size());
            next += cut.blocks().size();
            FileTraits traits = cut.traits();
            plans.add(
                    traits == null || counts.contains(-1L)
                            ? null
                            : new InputPlan(sources.get(i), Reading.firstSeq(i), traits, cut.blocks(), counts));
        }
        return plans;
    }

    private <T> JavaRDD<T> parallel(List<T> items) {
        return spark.parallelize(items, Math.max(1, items.size()));
    }

    private JavaRDD<Serializable> read(List<ReadTask> what) {
        Broadcast<RulesText> text = rulesText;
        AuditSettings asked = settings;
        return parallel(what)
                .flatMap(task -> task.call(new Intake(asked, text.value().compiled(), Spill.none())))
                .persist(KEPT);
    }

    /** What each task tells beside its events, in the order of the tasks. */
    private static List<Serializable> summaries(JavaRDD<Serializable> read) {
        return read.filter(part -> !(part instanceof Event)).collect();
    }

    private void join(List<@Nullable InputPlan> plans, List<Serializable> summaries, Reading reading) {
        int next = 0;
        for (InputPlan plan : plans) {
            if (plan == null) {
                reading.add((InputReading) summaries.get(next++));
            } else {
                int blocks = plan.tasks().size();
                reading.add(join(plan, next, summaries.subList(next, next + blocks + 1)));
                next += blocks + 1;
            }
        }
    }

    /** @param first the number of its first task */
    private InputReading join(InputPlan plan, int first, List<Serializable> summaries) {
        int blocks = plan.tasks().size();
        BlockChain chain = new BlockChain(plan);
        try {
            for (int i = 0; i < blocks; i++) {
                if (!(summaries.get(i) instanceof BlockTask.Reading block)) {
                    throw new IOException(String.valueOf(summaries.get(i)));
                }
                chain.add(block, (number, entry) -> reread(plan, number, entry, first + number));
            }
            if (!(summaries.get(blocks) instanceof BlockReader.Digest digest)) {
                throw new IOException(String.valueOf(summaries.get(blocks)));
            }
            return chain.close(digest);
        } catch (IOException e) {
            LOG.warn("{} cannot be read in blocks ({}); it is read whole", plan.source().name(), e.getMessage());
            for (int i = 0; i < blocks; i++) {
                replaced.add(first + i);
                again.remove(first + i);
            }
            return (InputReading) readAgain(first + blocks, new ReadTask.Whole(plan.source(), plan.firstSeq()));
        }
    }

    private BlockTask.Reading reread(InputPlan plan, int block, BlockTask.State entry, int task) throws IOException {
        LOG.info("block {} of {} is read again: what lines before it say was not known", block, plan.source().name());
        replaced.add(task);
        Serializable read = readAgain(task, new ReadTask.Known(plan.tasks().get(block), entry));
        if (read instanceof BlockTask.Reading right) {
            return right;
        }
        throw new IOException(String.valueOf(read));
    }

    private Serializable readAgain(int place, ReadTask task) {
        JavaRDD<Serializable> read = read(List.of(task));
        again.put(place, read);
        return summaries(read).get(0);
    }

    private JavaRDD<Event> events(JavaRDD<Serializable> read) {
        Set<Integer> left = Set.copyOf(replaced);
        JavaRDD<Serializable> all = read.mapPartitionsWithIndex(
                (task, parts) -> left.contains(task) ? List.<Serializable>of().iterator() : parts, true);
        for (JavaRDD<Serializable> one : again.values()) {
            all = all.union(one);
        }
        return all.filter(part -> part instanceof Event).map(part -> (Event) part);
    }
}
