package protectv.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.ShippedRules;
import protectv.audit.control.InputTrouble;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.finding.WindowGrid;
import protectv.audit.input.Block;
import protectv.audit.input.BlockReader;
import protectv.audit.input.InputSource;
import protectv.audit.input.LineIndex;
import protectv.audit.input.TextInput;
import protectv.audit.parse.FileTraits;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.ParseOptions;
import protectv.audit.report.AuditReport;
import protectv.audit.spill.Spill;

/** A file says the same in blocks as whole: what a line means by those before it is carried over every cut. */
class BlockChainTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter NO_YEAR = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter WITH_YEAR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ENGLISH);

    /** Lines whose sense hangs on others: years, the hour that comes twice, repeats, steps back, what cannot be read. */
    private static String log(Random random) {
        StringBuilder log = new StringBuilder();
        // Some begin before the clocks are put back, some before New Year, some go on over years.
        LocalDateTime time =
                random.nextBoolean() ? LocalDateTime.of(2017, 10, 29, 0, 0) : LocalDateTime.of(2016, 12, 30, 0, 0);
        int pace = List.of(120, 900, 40_000, 900_000).get(random.nextInt(4));
        boolean years = random.nextBoolean();
        int lines = 30 + random.nextInt(250);
        for (int i = 0; i < lines; i++) {
            time = time.plusSeconds(random.nextInt(pace));
            LocalDateTime shown = random.nextInt(12) == 0 ? time.minusSeconds(random.nextInt(20_000)) : time;
            log.append(line(random, shown, years)).append(random.nextInt(9) == 0 ? "\r\n" : "\n");
        }
        return log.toString();
    }

    private static String line(Random random, LocalDateTime time, boolean years) {
        String host = random.nextBoolean() ? "192.0.2.7" : "192.0.2.8";
        String start = NO_YEAR.format(time) + " " + host + " ";
        return switch (random.nextInt(years ? 9 : 7)) {
            case 0, 1 ->
                start + "sshd[7]: Failed password for root from 203.0.113.9 port " + random.nextInt(65_000) + " ssh2";
            case 2 -> start + "last message repeated " + (1 + random.nextInt(5)) + " times";
            case 3 ->
                start + "sshd[7]: message repeated 2 times: [ Failed password for bob from 203.0.113.7 port 1 ssh2]";
            case 4 -> start + "cron[1]: (root) CMD (true)";
            case 5 -> "no stamp at all " + random.nextInt(100);
            case 6 -> "";
            default ->
                start + "gordium " + WITH_YEAR.format(time)
                        + " category=<Audit>, status=<failure>, msg=<Key not found>,"
                        + " subject=<Key>, client-name=<web0" + random.nextInt(3) + ">";
        };
    }

    private static AuditSettings settings(long blockBytes, @Nullable Instant from) {
        return new AuditSettings(
                new ParseOptions(BERLIN, Instant.parse("2018-12-31T00:00:00Z"), List.of(), null),
                new WindowGrid(BERLIN, Duration.ofHours(1)),
                from,
                null,
                false,
                80,
                20,
                Map.of(),
                1,
                Duration.ofMinutes(15),
                blockBytes,
                AuditSettings.roomFor(1),
                false);
    }

    private static Intake intake(AuditSettings settings) {
        return new Intake(settings, ShippedRules.COMPILED, Spill.none());
    }

    /** All that an input's lines told. */
    private record Told(
            AuditReport.Input ledger,
            List<Event> within,
            List<Event> before,
            List<InputTrouble> troubles,
            @Nullable InputFile file,
            Object counts,
            Object heard,
            long lastTime,
            LineIndex index,
            boolean zoneNeeded) {

        static Told of(InputReading read) {
            LinesRead lines = read.lines();
            return new Told(
                    lines.ledger().close(read.name(), read.result(), read.yearFrom()),
                    byTime(lines),
                    lines.before(),
                    lines.watch().troubles(read.name(), read.result()),
                    lines.watch().close(read.name(), read.result()),
                    lines.counts().byWindow(),
                    lines.hearing().heard(),
                    lines.hearing().lastTime(),
                    read.result().index(),
                    read.zoneNeeded());
        }
    }

    private static List<Event> byTime(LinesRead lines) {
        List<Event> events = new ArrayList<>();
        lines.within().byTime().forEachRemaining(events::add);
        return events;
    }

    /** As it comes back from another machine. */
    private static <T> T sent(T value, Class<T> type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return type.cast(in.readObject());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Whoever reads goes on with the whole then, and tells what is there. */
    @Test
    void a_file_that_changes_while_it_is_read_is_noticed() throws IOException {
        AuditSettings settings = settings(100, null);
        String text = log(new Random(1));
        InputSource cut = new TextInput("syslog.log", text);
        List<Block> blocks = BlockReader.blocks(cut, 1000);
        List<Long> lines = new ArrayList<>();
        for (Block block : blocks) {
            lines.add(BlockReader.count(cut, block));
        }
        FileTraits traits = LineParser.traits(cut, settings.parse(), settings.maxLineBytes());
        for (String changed : List.of(text.substring(0, text.length() / 2), text.replaceFirst("\n", "\n\n"))) {
            InputPlan plan = new InputPlan(new TextInput("syslog.log", changed), 0, traits, blocks, lines);
            BlockChain chain = new BlockChain(plan);

            assertThatThrownBy(() -> {
                        for (BlockTask task : plan.tasks()) {
                            chain.add(
                                    task.read(intake(settings)),
                                    (block, entry) -> plan.tasks().get(block).read(entry, intake(settings)));
                        }
                        chain.close(BlockReader.digest(plan.source(), plan.size()));
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest(name = "blocks of {0} bytes")
    @ValueSource(longs = {90, 400, 3000})
    void blocks_tell_what_the_whole_tells(long blockBytes) throws IOException {
        int[] again = {0};
        int blocksRead = 0;
        for (int seed = 0; seed < 150; seed++) {
            InputSource source = new TextInput("syslog.log", log(new Random(seed)));
            AuditSettings settings = settings(blockBytes, seed % 3 == 0 ? Instant.parse("2017-10-29T01:00:00Z") : null);
            Told whole = Told.of(InputReading.of(source, 1L << 40, intake(settings)));

            List<Block> blocks = BlockReader.blocks(source, blockBytes);
            if (blocks.isEmpty()) {
                continue;
            }
            List<Long> lines = new ArrayList<>();
            for (Block block : blocks) {
                lines.add(BlockReader.count(source, block));
            }
            FileTraits traits = LineParser.traits(source, settings.parse(), settings.maxLineBytes());
            InputPlan plan = new InputPlan(source, 1L << 40, traits, blocks, lines);
            BlockChain chain = new BlockChain(plan);
            for (int block = 0; block < blocks.size(); block++) {
                BlockTask.Reading read = plan.tasks().get(block).read(intake(settings));
                chain.add(sent(read, BlockTask.Reading.class), (number, entry) -> {
                    again[0]++;
                    return plan.tasks().get(number).read(entry, intake(settings));
                });
                blocksRead++;
            }
            Told joined = Told.of(chain.close(BlockReader.digest(source, plan.size())));

            assertThat(joined).as("seed %s", seed).isEqualTo(whole);
        }
        // Else nothing would show that a wrong guess is noticed; and here are disorder and leaps such as no server
        // writes.
        assertThat(again[0]).isLessThan(blocksRead);
        if (blockBytes < 100) {
            assertThat(again[0]).isPositive();
        }
    }
}
