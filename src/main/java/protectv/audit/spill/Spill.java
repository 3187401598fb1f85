package protectv.audit.spill;

import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.work.TemporaryFile;

/**
 * The room in memory that all threads share, and the temporary file for what is beyond. The file is made when it is needed
 * first. Safe for several threads.
 */
public final class Spill implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spill.class);

    /** Large enough to be packed well, small enough for hundreds to be open at once. */
    private static final int BLOCK_BYTES = 32 * 1024;

    private final Words words = new Words();
    private final Codec<Event> events = new EventCodec();
    private final Codec<Finding> findings = new FindingCodec();
    private final long room;
    private final int threads;
    private final AtomicLong reserved = new AtomicLong();
    private @Nullable FileChannel file;
    private long end;

    /**
     * @param room how many bytes of events are held in memory while lines are read
     * @param threads that read
     */
    public Spill(long room, int threads) {
        this.room = room;
        this.threads = threads;
    }

    /** For those who have the memory, or see to it that nothing is too much for it. */
    public static Spill none() {
        return new Spill(Long.MAX_VALUE, 1);
    }

    /** How many bytes of events are held in memory while lines are read. */
    public long room() {
        return room;
    }

    /** How many bytes lie in the temporary file. */
    public synchronized long bytes() {
        return end;
    }

    /** So many bytes a thread has at least before they go to the disk: small runs make many. */
    long leastRun() {
        return room / (2L * threads);
    }

    /** @return false where the room is taken */
    boolean reserve(int some) {
        if (reserved.addAndGet(some) <= room) {
            return true;
        }
        release(some);
        return false;
    }

    void release(int some) {
        reserved.addAndGet(-some);
    }

    Batch batch() {
        return new Batch(words, events);
    }

    /** The same events, on the disk. */
    List<Event> store(Batch closed) {
        Blocks blocks = new Blocks();
        for (int i = 0; i < closed.size(); i++) {
            closed.copy(i, blocks.out);
            blocks.next();
        }
        return new Stored<>(this, events, blocks.close());
    }

    /** The same findings, on the disk. */
    public List<Finding> store(Iterable<Finding> some) {
        Blocks blocks = new Blocks();
        for (Finding finding : some) {
            findings.write(finding, blocks.out);
            blocks.next();
        }
        return new Stored<>(this, findings, blocks.close());
    }

    /** Packs what is written, some values at a time. */
    private final class Blocks {

        private final ByteWriter out = new ByteWriter(words);
        private final Lz4Compressor packer = new Lz4Compressor();
        private final List<Stored.Block> written = new ArrayList<>();
        private int values;

        /** To be called behind each value. */
        void next() {
            values++;
            if (out.size() >= BLOCK_BYTES) {
                write();
            }
        }

        List<Stored.Block> close() {
            if (values > 0) {
                write();
            }
            return written;
        }

        private void write() {
            byte[] packed = new byte[packer.maxCompressedLength(out.size())];
            int length = packer.compress(out.bytes(), 0, out.size(), packed, 0, packed.length);
            written.add(new Stored.Block(append(packed, length), length, out.size(), values));
            out.clear();
            values = 0;
        }
    }

    private long append(byte[] bytes, int length) {
        try {
            FileChannel channel;
            long offset;
            synchronized (this) {
                channel = opened();
                offset = end;
                end += length;
            }
            ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
            while (left.hasRemaining()) {
                channel.write(left, offset + left.position());
            }
            return offset;
        } catch (IOException e) {
            throw new SpillException(e);
        }
    }

    private synchronized FileChannel opened() throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            channel = TemporaryFile.open(".spill");
            file = channel;
            LOG.info(
                    "what does not fit into {} MB is kept in {} until the run ends",
                    room / 1_000_000,
                    System.getProperty("java.io.tmpdir"));
        }
        return channel;
    }

    ByteReader read(Stored.Block block) {
        try {
            FileChannel channel = opened();
            ByteBuffer packed = ByteBuffer.allocate(block.packed());
            while (packed.hasRemaining()) {
                if (channel.read(packed, block.offset() + packed.position()) < 0) {
                    throw new IOException("the file is shorter than what was written to it");
                }
            }
            byte[] bytes = new byte[block.bytes()];
            new Lz4Decompressor().decompress(packed.array(), 0, block.packed(), bytes, 0, bytes.length);
            return new ByteReader(words, bytes, 0);
        } catch (IOException e) {
            throw new SpillException(e);
        }
    }

    /** What lay in the file is gone. */
    @Override
    public synchronized void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new SpillException(e);
        }
    }
}
