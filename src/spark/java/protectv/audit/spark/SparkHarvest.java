package protectv.audit.spark;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.KeptEvents;
import protectv.audit.engine.RunawayRule;
import protectv.audit.event.Event;
import protectv.audit.event.EventKind;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.run.AuditSettings;
import protectv.audit.run.Circumstances;
import protectv.audit.run.Harvest;
import protectv.audit.run.Judgement;
import protectv.audit.run.LoadedRules;
import protectv.audit.run.Reading;
import protectv.audit.run.Watcher;
import scala.Tuple2;

/** The events on the executors that read them. To be judged they go to where their windows are, each with its look-back. */
final class SparkHarvest implements Harvest {

    private final JavaSparkContext spark;
    private final AuditSettings settings;
    private final LoadedRules rules;
    private final Broadcast<RulesText> rulesText;
    private final Reading reading;
    private final JavaRDD<Event> events;

    SparkHarvest(
            JavaSparkContext spark,
            AuditSettings settings,
            LoadedRules rules,
            Broadcast<RulesText> rulesText,
            Reading reading,
            JavaRDD<Event> events) {
        this.spark = spark;
        this.settings = settings;
        this.rules = rules;
        this.rulesText = rulesText;
        this.reading = reading;
        this.events = events;
    }

    @Override
    public Reading reading() {
        return reading;
    }

    /** Findings, or why there are none. */
    private sealed interface Judged extends Serializable {}

    private record Found(Window window, List<Finding> findings) implements Judged {}

    private record Stopped(RunawayRule rule) implements Judged {}

    /** All that an executor needs beside the events. */
    private record Bench(RulesText rules, AuditSettings settings, Chunks chunks, List<Event> earlier, SentCircumstances around)
            implements Serializable {

        Iterator<Tuple2<Integer, Event>> addressed(Iterator<Event> some) {
            CompiledRules compiled = rules.compiled();
            Iterable<Event> all = () -> some;
            return StreamSupport.stream(all.spliterator(), false)
                    .flatMap(event -> chunks
                            .needing(event.time(), lookBack(compiled, event))
                            .mapToObj(chunk -> new Tuple2<>(chunk, event)))
                    .iterator();
        }

        private long lookBack(CompiledRules compiled, Event event) {
            return (settings.keepAll() ? compiled.longestLookBack() : compiled.lookBack(event)).toMillis();
        }

        Iterator<Judged> judge(int chunk, Iterator<Tuple2<Integer, Event>> sent) {
            CompiledRules compiled = rules.compiled();
            KeptEvents kept = new KeptEvents(compiled);
            sent.forEachRemaining(one -> kept.add(one._2()));
            for (Event event : earlier) {
                if (chunks.needing(event.time(), lookBack(compiled, event)).anyMatch(needing -> needing == chunk)) {
                    kept.add(event);
                }
            }
            kept.sort();
            Judgement judgement = Judgement.by(compiled, settings, around.received());
            List<Judged> judged = new ArrayList<>();
            try {
                judgement.of(
                        chunks.windows(chunk), kept, 1, (window, found) -> judged.add(new Found(window, found)));
            } catch (RunawayRule e) {
                // Thrown, it would be tried again, four times, and end the job.
                return List.<Judged>of(new Stopped(e)).iterator();
            }
            return judged.iterator();
        }
    }

    @Override
    public void judge(
            SortedSet<Window> windows,
            List<Event> earlier,
            LoadedRules judging,
            Circumstances circumstances,
            Watcher watcher,
            BiConsumer<Window, List<Finding>> findings) {
        if (windows.isEmpty()) {
            return;
        }
        watcher.judging(windows.size());
        Chunks chunks = Chunks.of(windows, reading.eventsByWindow(), 2 * spark.defaultParallelism());
        Set<EventKind> everywhere = rareKinds(chunks);
        List<Event> broadcast = new ArrayList<>(earlier);
        if (!everywhere.isEmpty()) {
            broadcast.addAll(
                    events.filter(event -> everywhere.contains(event.kind())).collect());
        }
        Broadcast<Bench> bench = spark.broadcast(new Bench(
                RulesText.of(judging), settings, chunks, broadcast, SentCircumstances.of(circumstances)));
        List<Judged> judged = events.filter(event -> !everywhere.contains(event.kind()))
                .mapPartitionsToPair(some -> bench.value().addressed(some))
                .partitionBy(new HashPartitioner(chunks.count()))
                .mapPartitionsWithIndex((chunk, sent) -> bench.value().judge(chunk, sent), true)
                .collect();
        for (Judged one : judged) {
            if (one instanceof Stopped stopped) {
                throw stopped.rule();
            }
            Found found = (Found) one;
            watcher.judged();
            findings.accept(found.window(), found.findings());
        }
    }

    /** How many events of a kind there are, and how long they are remembered, in milliseconds. */
    private record Tally(long count, long lookBack) implements Serializable {

        Tally plus(Tally other) {
            return new Tally(count + other.count, lookBack);
        }
    }

    /** Kinds that are few and remembered for long: every executor gets them all, rather than a copy for each chunk. */
    private Set<EventKind> rareKinds(Chunks chunks) {
        if (settings.keepAll() || chunks.count() <= Chunks.MANY) {
            return Set.of();
        }
        Broadcast<RulesText> text = rulesText;
        Map<EventKind, Tally> kinds = new HashMap<>();
        events.mapPartitions(some -> tallies(some, text.value().compiled()))
                .collect()
                .forEach(part -> part.forEach((kind, tally) -> kinds.merge(kind, tally, Tally::plus)));
        return kinds.entrySet().stream()
                .filter(kind -> kind.getValue().count() <= Chunks.FEW
                        && chunks.areManyWithin(kind.getValue().lookBack()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Iterator<Map<EventKind, Tally>> tallies(Iterator<Event> some, CompiledRules rules) {
        Map<EventKind, Tally> kinds = new HashMap<>();
        some.forEachRemaining(event ->
                kinds.merge(event.kind(), new Tally(1, rules.lookBack(event).toMillis()), Tally::plus));
        return List.of(kinds).iterator();
    }

    @Override
    public List<Event> neededAt(Instant time) {
        Broadcast<RulesText> text = rulesText;
        KeptEvents kept = new KeptEvents(rules.compiled());
        events.filter(event -> text.value().compiled().isNeededAt(time, event))
                .collect()
                .forEach(kept::add);
        kept.sort();
        return kept.all();
    }
}
