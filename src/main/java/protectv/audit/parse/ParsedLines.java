package protectv.audit.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import protectv.audit.input.InputSource;
import protectv.audit.input.LineReader;
import protectv.audit.input.RawLine;
import protectv.audit.input.ReadResult;
import protectv.audit.work.SideBySide;

/**
 * Reads an input and tells the fates of its lines in their order. What a line says by itself is found out by other threads,
 * some thousand lines ahead; what it means behind the lines before it is decided here, one line after the other. So the
 * result is the same with helpers and without.
 */
public final class ParsedLines {

    private static final int MOST_LINES = 1 << 10;

    /** Of the lines that are on their way; a log of very long lines must not fill the memory. */
    private static final int MOST_LETTERS = 1 << 20;

    private static final int BATCHES_AHEAD = 6;

    private final LineParser parser;
    private final ExecutorService helpers;
    private final BiConsumer<RawLine, Parsed> fates;
    private final Deque<Future<List<LineContent>>> ahead = new ArrayDeque<>();
    private List<RawLine> batch = new ArrayList<>(MOST_LINES);
    private int letters;

    private ParsedLines(LineParser parser, ExecutorService helpers, BiConsumer<RawLine, Parsed> fates) {
        this.parser = parser;
        this.helpers = helpers;
        this.fates = fates;
    }

    /**
     * Hands over each line with its fate.
     *
     * @param helpers threads that have time to parse; null for none
     */
    public static ReadResult read(
            InputSource source,
            int maxLineBytes,
            LineParser parser,
            @Nullable ExecutorService helpers,
            BiConsumer<RawLine, Parsed> fates) {
        if (helpers == null) {
            return LineReader.read(source, maxLineBytes, line -> {
                fates.accept(line, parser.parse(line));
                return true;
            });
        }
        ParsedLines lines = new ParsedLines(parser, helpers, fates);
        ReadResult result = LineReader.read(source, maxLineBytes, line -> {
            lines.add(line);
            return true;
        });
        lines.finish();
        return result;
    }

    private void add(RawLine line) {
        batch.add(line);
        letters += line.text().length();
        if (batch.size() >= MOST_LINES || letters >= MOST_LETTERS) {
            send();
        }
    }

    private void send() {
        List<RawLine> lines = batch;
        batch = new ArrayList<>(MOST_LINES);
        letters = 0;
        ahead.add(helpers.submit(() -> contents(lines)));
        while (ahead.size() > BATCHES_AHEAD
                || (!ahead.isEmpty() && ahead.element().isDone())) {
            take();
        }
    }

    private List<LineContent> contents(List<RawLine> lines) {
        List<LineContent> contents = new ArrayList<>(lines.size());
        for (RawLine line : lines) {
            contents.add(parser.content(line));
        }
        return contents;
    }

    private void finish() {
        send();
        while (!ahead.isEmpty()) {
            take();
        }
    }

    private void take() {
        for (LineContent content : SideBySide.result(ahead.remove())) {
            fates.accept(content.raw(), parser.parse(content));
        }
    }
}
