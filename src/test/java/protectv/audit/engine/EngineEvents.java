package protectv.audit.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.Event;
import protectv.audit.event.SourceRef;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;

/** Audit events at eight o'clock of some day. */
final class EngineEvents {

    static final Instant EIGHT = Instant.parse("2017-10-12T08:00:00Z");

    private EngineEvents() {}

    static Event audit(String label) {
        return audit(1, label, 0);
    }

    static Event audit(long seq, String label, long secondsFromEight) {
        return audit(seq, label, secondsFromEight, "web01");
    }

    static Event audit(long seq, String label, long secondsFromEight, String clientName) {
        AuditKind kind = Arrays.stream(AuditKind.values())
                .filter(k -> k.label().equals(label))
                .findFirst()
                .orElseThrow();
        return new AuditEvent(
                EIGHT.plusSeconds(secondsFromEight).toEpochMilli(),
                seq,
                new SourceRef("audit.log", seq + 1, "line " + seq),
                kind,
                null,
                "192.0.2.7",
                "Audit",
                "success",
                label,
                "Key",
                clientName,
                1);
    }

    /** What some rules find in one event of each label. */
    static List<Finding> findings(CompiledRules rules, String... labels) {
        List<Event> events = new ArrayList<>();
        for (String label : labels) {
            events.add(audit(events.size(), label, events.size()));
        }
        return rules.evaluate(new Window(EIGHT, EIGHT.plusSeconds(3600)), events, 9);
    }
}
