package protectv.audit.control;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import protectv.audit.activity.Gap;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRole;

/**
 * What stands in the way of a verdict, by number of window: troubles with inputs, roles that nobody plays, silences. The
 * order in which reasons are named is that of their making, which does not depend on the order of inputs.
 */
final class Obstacles {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

    private static final Comparator<InputTrouble> TROUBLES = Comparator.comparing(InputTrouble::start)
            .thenComparing(InputTrouble::end)
            .thenComparing(InputTrouble::reason);

    private final WindowEdges edges;
    private final ZoneId zone;
    private final List<Obstacle> troubles;
    private final Map<SourceRole, List<Obstacle>> byRole = new EnumMap<>(SourceRole.class);

    Obstacles(WindowEdges edges, ZoneId zone, Coverage coverage, List<InputTrouble> troubles) {
        this.edges = edges;
        this.zone = zone;
        this.troubles = troubles.stream()
                .sorted(TROUBLES)
                .map(trouble -> obstacle(trouble.start(), trouble.end(), trouble.reason()))
                .filter(obstacle -> obstacle.from() < obstacle.to())
                .toList();
        for (SourceRole role : SourceRole.values()) {
            byRole.put(role, silences(role, coverage));
        }
    }

    /** Those of a control whose rules need sources of these roles, the first to be named first. */
    List<Obstacle> of(Set<SourceRole> needs) {
        List<Obstacle> all = new ArrayList<>(troubles);
        new TreeSet<>(needs).forEach(role -> all.addAll(byRole.getOrDefault(role, List.of())));
        return all;
    }

    /** The windows that a time has a part in; none where it is outside the period. */
    private Obstacle obstacle(Instant from, Instant to, String reason) {
        return new Obstacle(
                edges.firstEndingAfter(edges.clamp(from).toEpochMilli()),
                edges.firstStartingAt(ceiling(edges.clamp(to))),
                reason);
    }

    private static long ceiling(Instant time) {
        long millis = time.toEpochMilli();
        return Instant.ofEpochMilli(millis).equals(time) ? millis : millis + 1;
    }

    private List<Obstacle> silences(SourceRole role, Coverage coverage) {
        List<LogSource> sources = new ArrayList<>(new TreeSet<>(coverage.sources(role)));
        if (sources.isEmpty()) {
            String reason = switch (role) {
                case MANAGER -> "no log of a Manager was read";
                case CLIENT -> "no Client log was read";
            };
            return List.of(new Obstacle(0, edges.count(), reason));
        }
        List<Obstacle> silences = new ArrayList<>();
        for (LogSource source : sources) {
            for (Gap gap : coverage.gaps(source)) {
                Obstacle obstacle = obstacle(gap.from(), gap.to(), reason(source, gap));
                if (obstacle.from() < obstacle.to()) {
                    silences.add(obstacle);
                }
            }
        }
        return silences;
    }

    private String reason(LogSource source, Gap gap) {
        String who = switch (source.role()) {
            case MANAGER -> "Manager ";
            case CLIENT -> "Client ";
        };
        ZoneOffset offset = zone.getRules().getOffset(gap.from());
        // Where clocks change in between, the local times alone would tell a wrong length, or a negative one.
        DateTimeFormatter format =
                zone.getRules().getOffset(gap.to()).equals(offset) && !isRepeated(gap.from(), gap.to())
                        ? MINUTE
                        : WITH_OFFSET;
        return "no lines from " + who + source.name() + " between "
                + format.format(gap.from().atZone(zone)) + " and "
                + format.format(gap.to().atZone(zone));
    }

    /** Whether a local time of these comes twice. */
    private boolean isRepeated(Instant... times) {
        for (Instant time : times) {
            if (zone.getRules()
                            .getValidOffsets(time.atZone(zone).toLocalDateTime())
                            .size()
                    > 1) {
                return true;
            }
        }
        return false;
    }
}
