package protectv.audit.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import protectv.audit.input.BlockReader;
import protectv.audit.input.InputSource;
import protectv.audit.run.BlockTask;
import protectv.audit.run.InputReading;
import protectv.audit.run.Intake;
import protectv.audit.run.LinesRead;

/** Something to be read on an executor. */
sealed interface ReadTask extends Serializable {

    /** A summary, and behind it the events of the period. */
    Iterator<Serializable> call(Intake intake);

    /** All of an input: what is small, packed or in UTF-16. A packed file is one task, however large. */
    record Whole(InputSource source, long firstSeq) implements ReadTask {

        @Override
        public Iterator<Serializable> call(Intake intake) {
            InputReading read = InputReading.of(source, firstSeq, intake);
            LinesRead lines = read.lines();
            return both(
                    new InputReading(read.name(), lines.withoutEvents(), read.result(), read.yearFrom(), read.zoneNeeded()),
                    lines);
        }
    }

    /** A block from a state on that is guessed. */
    record Guessed(BlockTask block) implements ReadTask {

        @Override
        public Iterator<Serializable> call(Intake intake) {
            return orFailed(() -> both(block.read(intake)));
        }
    }

    /** A block from the state in which it really begins. */
    record Known(BlockTask block, BlockTask.State entry) implements ReadTask {

        @Override
        public Iterator<Serializable> call(Intake intake) {
            return orFailed(() -> both(block.read(entry, intake)));
        }
    }

    /** The digest of an input that is read in blocks. */
    record Digest(InputSource source, long size) implements ReadTask {

        @Override
        public Iterator<Serializable> call(Intake intake) {
            return orFailed(() -> List.<Serializable>of(BlockReader.digest(source, size)).iterator());
        }
    }

    /** Could not be read; whoever reads the whole will say why. */
    record Failed(String reason) implements Serializable {}

    /** What a disk can make fail. */
    interface Attempt {
        Iterator<Serializable> read() throws IOException;
    }

    private static Iterator<Serializable> orFailed(Attempt attempt) {
        try {
            return attempt.read();
        } catch (IOException e) {
            return List.<Serializable>of(new Failed(String.valueOf(e))).iterator();
        }
    }

    private static Iterator<Serializable> both(BlockTask.Reading read) {
        return both(
                new BlockTask.Reading(
                        read.entry(),
                        read.exit(),
                        read.lines().withoutEvents(),
                        read.result(),
                        read.zoneNeeded(),
                        read.yearNeeded()),
                read.lines());
    }

    private static Iterator<Serializable> both(Serializable summary, LinesRead lines) {
        List<Serializable> all = new ArrayList<>(Math.toIntExact(lines.within().size()) + 1);
        all.add(summary);
        lines.within().byTime().forEachRemaining(all::add);
        return all.iterator();
    }
}
