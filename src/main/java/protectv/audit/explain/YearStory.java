package protectv.audit.explain;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.parse.LineAnatomy;
import protectv.audit.parse.LineAnatomy.StampPart;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.Parsed;

/** Tells what decided the year of each line of a file. Wants each line once, in order. Not thread-safe. */
public final class YearStory {

    private final LineParser parser;
    private long datedLine;
    private int datedYear;

    public YearStory(LineParser parser) {
        this.parser = parser;
    }

    /**
     * What decided the year of a line.
     *
     * @return null where the line has no stamp
     */
    public @Nullable String line(long number, LineAnatomy anatomy, Parsed fate) {
        StampPart deciding =
                anatomy.stamps().stream().filter(StampPart::decides).findFirst().orElse(null);
        String story = deciding == null ? null : of(deciding, fate);
        for (StampPart stamp : anatomy.stamps()) {
            if (stamp.year() != 0) {
                datedLine = number;
                datedYear = stamp.year();
            }
        }
        return story;
    }

    private String of(StampPart stamp, Parsed fate) {
        if (stamp.year() != 0) {
            return "the line itself states " + stamp.year();
        }
        String yearFrom = parser.yearFrom();
        if (fate instanceof Parsed.Malformed || yearFrom == null) {
            return datedLine == 0 && yearFrom == null ? "nothing tells it (give --reference)" : "it is not read";
        }
        int year = fate instanceof Parsed.Found found ? yearOf(found.event()) : datedYear;
        if (datedLine != 0) {
            return "line " + datedLine + " before it states " + datedYear + newYears(year - datedYear);
        }
        return parser.yearLine() == 0
                ? yearFrom + (fate instanceof Parsed.Found ? ": no later than that, it is " + year : "")
                : "line " + parser.yearLine() + " behind it states the year, counted back from there";
    }

    private static String newYears(int years) {
        return years == 0 ? "" : years > 0 ? "; a new year has begun since" : "; this line is of the year before";
    }

    private static int yearOf(Event event) {
        return Instant.ofEpochMilli(event.time()).atZone(ZoneOffset.UTC).getYear();
    }
}
