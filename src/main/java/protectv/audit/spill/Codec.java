package protectv.audit.spill;

/** How a value becomes bytes, and the same value again. Safe for several threads. */
interface Codec<T> {

    void write(T value, ByteWriter out);

    T read(ByteReader in);
}
