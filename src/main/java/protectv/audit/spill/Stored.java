package protectv.audit.spill;

import java.util.AbstractList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/** Values in the temporary file. To go through them costs the memory of one block; to ask for one, the reading of its block. */
final class Stored<T> extends AbstractList<T> {

    private final Spill spill;
    private final Codec<T> codec;
    private final List<Block> blocks;
    private final int size;

    /**
     * Where some of the values lie.
     *
     * @param offset in the file
     * @param packed bytes there
     * @param bytes once unpacked
     * @param values how many
     */
    record Block(long offset, int packed, int bytes, int values) {}

    Stored(Spill spill, Codec<T> codec, List<Block> blocks) {
        this.spill = spill;
        this.codec = codec;
        this.blocks = List.copyOf(blocks);
        this.size = this.blocks.stream().mapToInt(Block::values).sum();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public T get(int index) {
        int left = Objects.checkIndex(index, size);
        for (Block block : blocks) {
            if (left < block.values()) {
                Iterator<T> within = new Values(List.of(block).iterator());
                for (int i = 0; i < left; i++) {
                    within.next();
                }
                return within.next();
            }
            left -= block.values();
        }
        throw new NoSuchElementException();
    }

    @Override
    public Iterator<T> iterator() {
        return new Values(blocks.iterator());
    }

    private final class Values implements Iterator<T> {

        private final Iterator<Block> blocksLeft;
        private Iterator<T> current = Collections.emptyIterator();

        Values(Iterator<Block> blocks) {
            this.blocksLeft = blocks;
        }

        @Override
        public boolean hasNext() {
            return current.hasNext() || blocksLeft.hasNext();
        }

        @Override
        public T next() {
            if (!current.hasNext()) {
                current = values(spill.read(blocksLeft.next()));
            }
            return current.next();
        }

        private Iterator<T> values(ByteReader in) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return in.hasMore();
                }

                @Override
                public T next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return codec.read(in);
                }
            };
        }
    }
}
