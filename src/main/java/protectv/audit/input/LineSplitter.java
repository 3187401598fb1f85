package protectv.audit.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits one unpacked text into lines, in memory that neither the text nor its longest line can make grow. */
final class LineSplitter {

    private final String file;
    private final int maxLineBytes;
    private final LineSink sink;
    private final byte[] buffer;
    private int position;
    private int limit;
    private TextEncoding encoding = TextEncoding.UTF8;

    /** The beginning of a line that did not end within the buffer: the limit and one unit, which may be its CR. */
    private byte[] carry = new byte[256];

    private int carried;
    private long lineBytes;

    /** Of the text, before the buffer's first byte. */
    private long bytesBefore;

    /** Lines that begin here or behind it are none of ours. */
    private long end = Long.MAX_VALUE;

    private final List<Long> lineEnds = new ArrayList<>();

    private long lines;
    private long cutLines;
    private long undecodableLines;
    private boolean stopped;

    LineSplitter(String file, int maxLineBytes, int bufferBytes, LineSink sink) {
        this.file = file;
        this.maxLineBytes = maxLineBytes;
        this.buffer = new byte[bufferBytes];
        this.sink = sink;
    }

    long lines() {
        return lines;
    }

    long cutLines() {
        return cutLines;
    }

    long undecodableLines() {
        return undecodableLines;
    }

    /** @param stored whether the text lies in its file as it is */
    LineIndex index(boolean stored) {
        return new LineIndex(stored && encoding == TextEncoding.UTF8 ? lineEnds : List.of(), lines);
    }

    /** True once the sink wanted no more. */
    boolean stopped() {
        return stopped;
    }

    /**
     * Hands all lines on. Where reading fails, the lines up to there, the torn last one included, are handed on before
     * the exception is thrown.
     */
    void split(InputStream text) throws IOException {
        split(text, true);
    }

    /** The same from a place in the middle of a text in UTF-8. */
    void split(InputStream text, LineIndex.Place place) throws IOException {
        lines = place.linesBefore();
        split(text, false);
    }

    /** The same, of the lines that begin in a block; the text begins with the byte before it. */
    void split(InputStream text, Block block, long linesBefore) throws IOException {
        lines = linesBefore;
        end = block.to();
        if (block.from() == 0) {
            split(text, true);
            return;
        }
        bytesBefore = block.from() - 1;
        try {
            if (!skipLine(text)) {
                return;
            }
        } catch (TextFailure e) {
            throw e.reason;
        }
        split(text, false);
    }

    private boolean skipLine(InputStream text) throws TextFailure {
        do {
            int lineFeed = encoding.indexOfLineFeed(buffer, position, limit);
            position = lineFeed < 0 ? limit : lineFeed + 1;
            if (lineFeed >= 0) {
                return true;
            }
        } while (fill(text));
        return false;
    }

    private boolean isAtEnd() {
        return lineBytes == 0 && bytesBefore + position >= end;
    }

    private void split(InputStream text, boolean whole) throws IOException {
        try {
            if (whole) {
                readHead(text);
            }
            do {
                splitBuffer();
            } while (!stopped && !isAtEnd() && fill(text));
        } catch (TextFailure e) {
            splitBuffer();
            endText();
            throw e.reason;
        }
        endText();
    }

    /** Tells a failed read from whatever the sink throws, which is none of our business. */
    private static final class TextFailure extends Exception {
        private static final long serialVersionUID = 1;
        private final transient IOException reason;

        TextFailure(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private void readHead(InputStream text) throws TextFailure {
        try {
            while (limit < TextEncoding.HEAD_BYTES && readInto(text)) {
                // short reads are allowed
            }
        } finally {
            encoding = TextEncoding.of(buffer, limit);
            position = encoding.markLength(buffer, limit);
            // The mark is part of the first line, and that of the first block.
            end = Math.max(end, position + 1L);
        }
    }

    private boolean fill(InputStream text) throws TextFailure {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        bytesBefore += position;
        position = 0;
        return readInto(text);
    }

    private boolean readInto(InputStream text) throws TextFailure {
        try {
            int n = text.read(buffer, limit, buffer.length - limit);
            limit += Math.max(n, 0);
            return n >= 0;
        } catch (IOException e) {
            throw new TextFailure(e);
        }
    }

    /** Leaves at most a torn unit in the buffer. */
    private void splitBuffer() {
        while (!stopped && !isAtEnd()) {
            int lineFeed = encoding.indexOfLineFeed(buffer, position, limit);
            if (lineFeed < 0) {
                int whole = position + (limit - position) / encoding.unit() * encoding.unit();
                carry(whole);
                return;
            }
            if (lineBytes == 0) {
                emit(buffer, position, lineFeed, lineFeed - position, true);
            } else {
                carry(lineFeed);
                emitCarried(true);
            }
            position = lineFeed + encoding.unit();
            if (lines % LineIndex.EVERY == 0) {
                lineEnds.add(bytesBefore + position);
            }
        }
    }

    private void carry(int end) {
        int count = end - position;
        int room = maxLineBytes + encoding.unit() - carried;
        int kept = Math.min(count, room);
        if (carried + kept > carry.length) {
            long doubled = Math.max(2L * carry.length, carried + kept);
            carry = Arrays.copyOf(carry, (int) Math.min(doubled, (long) maxLineBytes + 2));
        }
        System.arraycopy(buffer, position, carry, carried, kept);
        carried += kept;
        lineBytes += count;
        position = end;
    }

    private void endText() {
        if (stopped || isAtEnd()) {
            return;
        }
        carry(limit);
        if (lineBytes > 0) {
            emitCarried(false);
        }
    }

    private void emitCarried(boolean ended) {
        emit(carry, 0, carried, lineBytes, ended);
        carried = 0;
        lineBytes = 0;
    }

    /** {@code length} is that of the whole line, of which {@code bytes} may hold only the beginning. */
    private void emit(byte[] bytes, int from, int to, long length, boolean ended) {
        int end = to;
        long textLength = length;
        if (ended && to - from == length && encoding.endsWithCarriageReturn(bytes, from, to)) {
            end -= encoding.unit();
            textLength -= encoding.unit();
        }
        boolean cut = textLength > maxLineBytes;
        if (cut) {
            end = encoding.characterBoundary(bytes, from, from + maxLineBytes, end);
            cutLines++;
        }
        String text = encoding.decode(bytes, from, end);
        if (encoding.isDamaged(text, bytes, from, end)) {
            undecodableLines++;
        }
        lines++;
        stopped = !sink.accept(new RawLine(file, lines, text, cut));
    }
}
