package protectv.audit.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import protectv.audit.cli.Main;

/** Entry point for {@code spark-submit}: the commands and options of {@code protectv-audit}, with {@code run} on a cluster. */
public final class SparkAudit {

    private SparkAudit() {}

    public static void main(String[] args) {
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.app.name", "protectv-audit");
        // Findings with their lines go to the driver, which writes the reports: they have to fit there, and nowhere else.
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        int code;
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            code = Main.run(new SparkSite(spark), args);
        }
        System.exit(code);
    }
}
