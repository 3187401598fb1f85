package protectv.audit.history;

import java.util.List;
import protectv.audit.event.Event;

/** A process that records one large run, to be killed while it does. */
final class RecordingProcess {

    static final int EVENTS = 4000;

    private RecordingProcess() {}

    /** Prints when it begins to record, and when it has. */
    public static void main(String[] args) throws Exception {
        List<Event> events = events();
        try (History history = History.open(args[0])) {
            System.out.println("records");
            history.record(
                    HistoryTest.run(0, 1),
                    List.of(HistoryTest.finding("PV-1", "new")),
                    events,
                    List.of(HistoryTest.heard("m1", 0.7)));
            System.out.println("recorded");
        }
    }

    static List<Event> events() {
        return java.util.stream.IntStream.range(0, EVENTS)
                .mapToObj(i -> HistoryTest.client(i / (double) EVENTS, "new " + i))
                .toList();
    }
}
