package protectv.audit.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Surroundings;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineIndex;
import protectv.audit.input.LinePicker;

/** Reads the lines around some lines of evidence, once all else is done. */
record NearbyLines(Inputs inputs, Map<String, LineIndex> indexes, int maxLineBytes) {

    private static final Logger LOG = LoggerFactory.getLogger(NearbyLines.class);

    /** Of all packed inputs together, which can only be read from their beginning: a second or two. */
    private static final long MOST_UNPACKED_CHARS = 256L << 20;

    /** Lines before and after. */
    private static final int NEAR = 2;

    /**
     * The surroundings of each line that can still be read as it was: a file that was rotated or written over since says
     * something else in that place, and then nothing around it is believed.
     */
    Map<Evidence, Surroundings> around(Set<Evidence> lines) {
        Map<String, List<Evidence>> byFile = new HashMap<>();
        lines.forEach(line ->
                byFile.computeIfAbsent(line.file(), file -> new ArrayList<>()).add(line));
        Map<Evidence, Surroundings> around = new HashMap<>();
        long left = MOST_UNPACKED_CHARS;
        for (InputSource source : inputs.sources()) {
            List<Evidence> here = byFile.get(source.name());
            if (here != null) {
                LineIndex index = indexes.getOrDefault(source.name(), LineIndex.NONE);
                LinePicker picker = new LinePicker(source, index, maxLineBytes, left);
                Map<Long, Evidence> texts = read(picker, here);
                left -= picker.chars();
                here.stream()
                        .filter(line -> line.equals(texts.get(line.line())))
                        .forEach(line -> around.put(line, of(line, texts)));
            }
        }
        return around;
    }

    private static Surroundings of(Evidence line, Map<Long, Evidence> texts) {
        List<Evidence> before = new ArrayList<>();
        List<Evidence> after = new ArrayList<>();
        for (long number = line.line() - NEAR; number <= line.line() + NEAR; number++) {
            Evidence near = texts.get(number);
            if (near != null && number != line.line()) {
                (number < line.line() ? before : after).add(near);
            }
        }
        return new Surroundings(before, after);
    }

    private static Map<Long, Evidence> read(LinePicker picker, List<Evidence> lines) {
        NavigableSet<Long> numbers = new TreeSet<>();
        for (Evidence line : lines) {
            for (long number = Math.max(1, line.line() - NEAR); number <= line.line() + NEAR; number++) {
                numbers.add(number);
            }
        }
        Map<Long, Evidence> texts = new HashMap<>();
        try {
            picker.pick(numbers, line -> {
                texts.put(line.number(), new Evidence(line.file(), line.number(), line.text()));
                return true;
            });
        } catch (IOException e) {
            LOG.debug("an input cannot be read again for the lines around the evidence", e);
        }
        return texts;
    }
}
