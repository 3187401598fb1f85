package protectv.audit.logfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import protectv.audit.control.InputTrouble;
import protectv.audit.event.InputFile;
import protectv.audit.input.LineReader;
import protectv.audit.input.ReadResult;
import protectv.audit.input.TextInput;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.ParseOptions;

class InputWatchTest {

    private static final String LINE =
            "Oct %s 192.0.2.7 gordium 2017-10-%s category=<Audit> status=<success> msg=<Key accessed> subject=<Key>"
                    + " client-name=<web01>%n";

    private record Watched(List<InputTrouble> troubles, InputFile file) {}

    private static String at(String time) {
        return LINE.formatted(time, time);
    }

    private static Watched watch(String text) throws Exception {
        TextInput input = new TextInput("a.log", text);
        ParseOptions options =
                new ParseOptions(java.time.ZoneOffset.UTC, Instant.parse("2017-12-31T00:00:00Z"), List.of(), null);
        LineParser parser = LineParser.of(input, options, 65_536, 0);
        InputWatch watch = new InputWatch();
        ReadResult result = LineReader.read(input, 65_536, line -> {
            watch.line(line, parser.parse(line));
            return true;
        });
        return new Watched(watch.troubles("a.log", result), Objects.requireNonNull(watch.close("a.log", result)));
    }

    @Test
    void a_line_that_cannot_be_read_stood_between_its_neighbours() throws Exception {
        Watched watched = watch(at("12 08:00:00") + "garbage\n" + at("12 09:00:00"));
        assertThat(watched.troubles())
                .singleElement()
                .returns(Instant.parse("2017-10-12T08:00:00Z"), InputTrouble::from)
                .returns(Instant.parse("2017-10-12T09:00:00Z"), InputTrouble::to);
    }

    /** Logs that were put together in the wrong order, or a stamp that somebody made up. */
    @Test
    void a_line_that_cannot_be_read_may_be_of_any_time_that_a_step_back_goes_over() throws Exception {
        Watched watched = watch(at("12 10:30:00") + "garbage\n" + at("12 08:10:00"));
        InputTrouble trouble = watched.troubles().get(0);
        assertThat(trouble.from()).isEqualTo(Instant.parse("2017-10-12T08:10:00Z"));
        assertThat(trouble.to()).isAfter(Instant.parse("2017-10-12T10:30:00Z"));
    }

    /** Else one line with the stamp of a far year takes what is said of the file out of every period. */
    @Test
    void a_stamp_of_the_future_does_not_move_a_file_out_of_the_night() throws Exception {
        String future = at("13 08:00:00").replace("2017-", "2099-");
        assertThat(watch(at("12 08:00:00") + future + at("12 09:00:00")).file().time())
                .isEqualTo(Instant.parse("2017-10-12T09:00:00Z").toEpochMilli());
    }
}
