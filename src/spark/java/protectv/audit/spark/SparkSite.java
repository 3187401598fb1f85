package protectv.audit.spark;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import protectv.audit.input.Inputs;
import protectv.audit.run.AuditSettings;
import protectv.audit.run.Harvest;
import protectv.audit.run.LoadedRules;
import protectv.audit.run.Site;
import protectv.audit.run.Watcher;
import protectv.audit.spill.Spill;

/** A Spark cluster. */
public record SparkSite(JavaSparkContext spark) implements Site {

    /** Fewer and longer tasks than on one machine: each costs the driver some milliseconds. */
    private static final long BLOCK_BYTES = 32L << 20;

    @Override
    public Inputs find(List<String> names) {
        return new HadoopFinder(spark.hadoopConfiguration()).find(names);
    }

    @Override
    public long blockBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public Harvest read(Inputs inputs, AuditSettings settings, LoadedRules rules, Spill spill, Watcher watcher) {
        return new SparkReader(spark, settings, rules).read(inputs);
    }
}
