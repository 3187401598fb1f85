package protectv.audit.engine;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.ArrayList;
import org.kie.api.runtime.rule.AccumulateFunction;
import protectv.audit.event.Event;

/** {@code timeline( $event )} of rules: all events of a group as one {@link Timeline}, in time linear in their number. */
public final class TimelineFunction implements AccumulateFunction<TimelineFunction.Collected> {

    private static final long serialVersionUID = 1L;

    /** Drools asks for a context that could be serialized, and never does so with sessions that live for one window. */
    public static final class Collected implements Serializable {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final ArrayList<Event> events = new ArrayList<>();
    }

    @Override
    public Collected createContext() {
        return new Collected();
    }

    @Override
    public void init(Collected context) {
        context.events.clear();
    }

    @Override
    public void accumulate(Collected context, Object value) {
        context.events.add((Event) value);
    }

    @Override
    public void reverse(Collected context, Object value) {
        throw new UnsupportedOperationException("events of a window are never taken back");
    }

    @Override
    public Object getResult(Collected context) {
        return new Timeline(context.events);
    }

    @Override
    public boolean supportsReverse() {
        return false;
    }

    @Override
    public Class<?> getResultType() {
        return Timeline.class;
    }

    @Override
    public void writeExternal(ObjectOutput out) {}

    @Override
    public void readExternal(ObjectInput in) {}
}
