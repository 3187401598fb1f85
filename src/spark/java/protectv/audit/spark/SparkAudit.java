package protectv.audit.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import protectv.audit.cli.Main;

/** Entry point for {@code spark-submit}: the commands and options of {@code protectv-audit}, with {@code run} on a cluster. */
public final class SparkAudit {

    /** What a command that cannot be carried out as it was given ends with. */
    private static final int USAGE = 2;

    private SparkAudit() {}

    public static void main(String[] args) throws IOException {
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.app.name", "protectv-audit");
        // Findings with their lines go to the driver, which writes the reports: they have to fit there, and nowhere else.
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        // Log lines shrink to a fourth.
        conf.setIfMissing("spark.rdd.compress", "true");
        int code;
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            code = run(spark, args);
        }
        System.exit(code);
    }

    static int run(JavaSparkContext spark, String... args) throws IOException {
        Path local = Files.createTempDirectory("protectv-audit-");
        try {
            RemoteFolders folders = new RemoteFolders(spark.hadoopConfiguration(), local);
            int code = Main.run(new SparkSite(spark), folders.here(args).toArray(String[]::new));
            folders.deliver().forEach(report -> System.err.println("protectv-audit: wrote " + report));
            return code;
        } catch (IOException e) {
            System.err.println("protectv-audit: " + e.getMessage());
            return USAGE;
        } finally {
            FileUtil.fullyDelete(local.toFile());
        }
    }
}
