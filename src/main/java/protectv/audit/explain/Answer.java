package protectv.audit.explain;

import java.util.List;

/**
 * What a timeline or a source told, and what it was asked.
 *
 * @param asked a {@link Gathered} or a {@link protectv.audit.engine.SourceActivity}
 * @param moments bursts or silences
 */
record Answer(Object asked, String question, List<?> arguments, List<?> moments) {

    Answer {
        arguments = List.copyOf(arguments);
        moments = List.copyOf(moments);
    }
}
