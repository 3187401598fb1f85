package protectv.audit.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;
import protectv.audit.input.InputSource;

/**
 * A file of a Hadoop file system, which every executor can open.
 *
 * @param uri where it is
 * @param name as reports show it
 */
record HadoopInput(URI uri, String name, long size, @Nullable Instant lastModified)
        implements InputSource, Serializable {

    private static volatile @Nullable Configuration configuration;

    @Override
    public InputStream open() throws IOException {
        Path path = new Path(uri);
        return path.getFileSystem(configuration()).open(path);
    }

    @Override
    public InputStream open(long offset) throws IOException {
        Path path = new Path(uri);
        FSDataInputStream in = path.getFileSystem(configuration()).open(path);
        try {
            in.seek(offset);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** That of the job, with what spark.hadoop.* says; made once in each process. */
    private static Configuration configuration() {
        Configuration known = configuration;
        if (known == null) {
            known = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
            configuration = known;
        }
        return known;
    }
}
