package protectv.audit.input;

import java.util.ArrayList;
import java.util.List;

/** What one reading gave. */
record Lines(List<RawLine> all, ReadResult result) {

    static Lines of(InputSource source, int maxLineBytes, int bufferBytes) {
        List<RawLine> lines = new ArrayList<>();
        ReadResult result = LineReader.read(source, maxLineBytes, lines::add, bufferBytes);
        return new Lines(lines, result);
    }

    static Lines of(byte[] bytes) {
        return of(BytesInput.of(bytes), LineReader.DEFAULT_MAX_LINE_BYTES, 128 * 1024);
    }

    List<String> texts() {
        return all.stream().map(RawLine::text).toList();
    }
}
