package protectv.audit.explain;

import java.util.List;
import protectv.audit.engine.SourceActivity;
import protectv.audit.engine.WindowFacts;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.event.Listed;
import protectv.audit.event.LoginEvent;
import protectv.audit.finding.Window;

/**
 * What the rules see when one window is judged.
 *
 * @param events those of the window and what is remembered of before
 * @param knownUntil end of what is known, epoch milliseconds
 */
public record World(
        Window window,
        List<Event> events,
        List<SourceActivity> sources,
        List<InputFile> inputs,
        List<Listed> listed,
        long knownUntil) {

    public World {
        events = List.copyOf(events);
        sources = List.copyOf(sources);
        inputs = List.copyOf(inputs);
        listed = List.copyOf(listed);
    }

    public static World of(Window window, List<Event> events, WindowFacts facts) {
        return new World(window, events, facts.sources(), facts.inputs(), facts.listed(events), facts.knownUntil());
    }

    /** All facts of a simple class name; none for a name that is not known. */
    List<?> facts(String name) {
        return switch (name) {
            case "AuditEvent" ->
                events.stream().filter(AuditEvent.class::isInstance).toList();
            case "LoginEvent" ->
                events.stream().filter(LoginEvent.class::isInstance).toList();
            case "ClientEvent" ->
                events.stream().filter(ClientEvent.class::isInstance).toList();
            case "SourceActivity" -> sources;
            case "InputFile" -> inputs;
            case "Listed" -> listed;
            default -> List.of();
        };
    }
}
