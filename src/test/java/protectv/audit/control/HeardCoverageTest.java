package protectv.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import protectv.audit.activity.Gap;
import protectv.audit.activity.Heard;
import protectv.audit.event.HeardLine;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;
import protectv.audit.event.SourceRole;
import protectv.audit.policy.Inventory;

class HeardCoverageTest {

    private static final Instant FROM = Instant.parse("2017-10-12T00:00:00Z");
    private static final Instant TO = Instant.parse("2017-10-13T00:00:00Z");
    private static final LogSource WEB = new LogSource(SourceRole.CLIENT, "web01");

    private static List<Gap> gaps(Heard heard) {
        Inventory inventory =
                new Inventory(List.of(), List.of(new Inventory.Machine(SourceRole.CLIENT, "web01", List.of(), null)));
        Map<SourceRole, Duration> allowed =
                Map.of(SourceRole.MANAGER, Duration.ofMinutes(30), SourceRole.CLIENT, Duration.ofDays(1));
        return new HeardCoverage(heard, inventory, allowed, FROM, TO).gaps(WEB);
    }

    /** A night is no longer than a Client may be silent; yet nothing shows that this one has a log at all. */
    @Test
    void a_machine_that_was_never_heard_is_missing_however_long_it_may_be_silent() {
        assertThat(gaps(new Heard(FROM, TO))).containsExactly(new Gap(FROM, TO, null, null));
    }

    @Test
    void a_machine_that_an_earlier_run_heard_may_be_silent_for_as_long_as_it_is_allowed() {
        Heard heard = new Heard(FROM, TO);
        heard.seed(new HeardLine(WEB, FROM.toEpochMilli(), new SourceRef("a.log", 1, "a line")));
        assertThat(gaps(heard)).isEmpty();
        Heard longAgo = new Heard(FROM, TO);
        longAgo.seed(new HeardLine(WEB, FROM.toEpochMilli() - 1, new SourceRef("a.log", 1, "a line")));
        assertThat(gaps(longAgo)).hasSize(1);
    }
}
