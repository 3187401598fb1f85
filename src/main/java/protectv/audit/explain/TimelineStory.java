package protectv.audit.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.SourceActivity;
import protectv.audit.event.Event;
import protectv.audit.explain.Tokens.NotExplained;
import protectv.audit.rule.Span;

/** What a timeline answers, and how near it came to what a rule asks. The answers are the engine's own. */
final class TimelineStory {

    /** Of a flood, so many events are looked at for one that would be a further value. */
    private static final int MOST_AHEAD = 1_000;

    private TimelineStory() {}

    /** @throws NotExplained where a timeline has no such question */
    static Object ask(Gathered gathered, String question, List<Object> arguments) {
        return switch (question) {
            case "bursts" ->
                new Answer(gathered, question, arguments, gathered.timeline().bursts(number(arguments.get(0)), (String)
                        arguments.get(1)));
            case "burstsOf" ->
                new Answer(
                        gathered,
                        question,
                        arguments,
                        gathered.timeline().burstsOf((String) arguments.get(0), number(arguments.get(1)), (String)
                                arguments.get(2)));
            case "atLeast" ->
                gathered.timeline()
                        .atLeast(number(arguments.get(0)), (String) arguments.get(1), (Event) arguments.get(2));
            case "balance" ->
                gathered.timeline()
                        .balance(
                                (String) arguments.get(0), (String) arguments.get(1), (String) arguments.get(2), (Event)
                                        arguments.get(3));
            default -> throw new NotExplained(question);
        };
    }

    private static int number(Object argument) {
        return ((Number) argument).intValue();
    }

    /** What was counted for an answer that is about one event. */
    static String of(Gathered gathered, String question, List<Object> arguments) {
        if (question.equals("atLeast")) {
            return upTo(gathered, number(arguments.get(0)), (String) arguments.get(1), (Event) arguments.get(2));
        }
        if (question.equals("balance")) {
            Event end = (Event) arguments.get(3);
            Object left = ask(gathered, question, arguments);
            long from = end.time() - Span.parse((String) arguments.get(2)).toMillis();
            return left + " left before " + Say.fact(end) + ": "
                    + changes(gathered, (String) arguments.get(0), from, end) + " added, "
                    + changes(gathered, (String) arguments.get(1), from, end) + " took";
        }
        return question;
    }

    private static String changes(Gathered gathered, String labels, long from, Event end) {
        List<String> wanted = Arrays.asList(labels.split("\\s*\\|\\s*", -1));
        List<Event> events = gathered.events().stream()
                .filter(event -> wanted.contains(event.event()) && event.time() >= from && event.time() <= end.time())
                .filter(event -> event.seq() != end.seq())
                .toList();
        return events.isEmpty() ? "no line" : Say.lines(events);
    }

    private static String upTo(Gathered gathered, int needed, String span, Event end) {
        long from = end.time() - Span.parse(span).toMillis();
        List<Event> within = new ArrayList<>();
        Event before = null;
        for (Event event : gathered.events()) {
            if (event.time() >= from && event.time() <= end.time()) {
                within.add(event);
            } else if (event.time() < from) {
                before = event;
            }
        }
        long reached = within.stream().mapToLong(Event::count).sum();
        String counted = (reached >= needed ? reached + "" : reached + " of " + needed) + " within " + span + " up to "
                + Say.fact(end) + (within.isEmpty() ? "" : " (" + Say.lines(within) + ")");
        return reached >= needed || before == null
                ? counted
                : counted + "; " + Say.fact(before) + " is " + Say.span(from - before.time()) + " too early";
    }

    /** How near a question that found no burst or silence came to one. */
    static Near nearest(Answer answer) {
        if (answer.asked() instanceof SourceActivity source) {
            return silence(source, (String) answer.arguments().get(0));
        }
        boolean distinct = answer.question().equals("burstsOf");
        List<?> arguments = answer.arguments();
        String property = distinct ? (String) arguments.get(0) : null;
        int needed = number(arguments.get(distinct ? 1 : 0));
        String span = (String) arguments.get(distinct ? 2 : 1);
        Gathered gathered = (Gathered) answer.asked();
        String whose = gathered.key() == null ? "" : " for " + Say.value(gathered.key());
        return new Sliding(gathered.events(), property, Span.parse(span).toMillis()).nearest(needed, span + whose);
    }

    private static Near silence(SourceActivity source, String span) {
        long longest = 0;
        long since = 0;
        boolean open = false;
        for (int i = 0; i < source.stretches().size(); i++) {
            boolean last = i + 1 == source.stretches().size();
            long from = source.stretches().get(i).last().time();
            long until = last
                    ? source.windowEnd()
                    : source.stretches().get(i + 1).first().time();
            if (until - from > longest) {
                longest = until - from;
                since = from;
                open = last;
            }
        }
        double asked = Span.parse(span).toMillis();
        String why = longest == 0
                ? Say.fact(source) + " was not heard"
                : "the longest silence of " + Say.fact(source) + " is " + Say.span(longest) + " of " + span + ", from "
                        + Say.time(since) + (open ? " to the end of what is known" : "");
        return new Near(longest / asked, 0, why);
    }

    /** Slides a span over events and keeps the place where most was reached. */
    private static final class Sliding {

        private final List<Event> events;
        private final @Nullable String property;
        private final long span;
        private final Map<Object, Integer> seen = new HashMap<>();
        private long attempts;

        Sliding(List<Event> events, @Nullable String property, long span) {
            this.events = events;
            this.property = property;
            this.span = span;
        }

        Near nearest(int needed, String where) {
            long best = -1;
            long bestLate = Long.MAX_VALUE;
            int bestStart = 0;
            int bestEnd = 0;
            @Nullable Event bestNext = null;
            int start = 0;
            for (int end = 0; end < events.size(); end++) {
                while (events.get(end).time() - events.get(start).time() > span) {
                    count(events.get(start++), -1);
                }
                count(events.get(end), 1);
                long reached = property == null ? attempts : seen.size();
                if (reached < best) {
                    continue;
                }
                Event next = next(end);
                long late = next == null
                        ? Long.MAX_VALUE
                        : next.time() - events.get(start).time() - span;
                if (reached > best || late < bestLate) {
                    best = reached;
                    bestLate = late;
                    bestStart = start;
                    bestEnd = end;
                    bestNext = next;
                }
            }
            if (best < 0) {
                return new Near(0, 0, "no line");
            }
            String what = property == null ? "" : " different values of " + property;
            String why = best + " of " + needed + what + " within " + where + " ("
                    + Say.lines(events.subList(bestStart, bestEnd + 1)) + "); "
                    + (bestNext == null
                            ? "no further one came"
                            : "the next (" + Say.fact(bestNext) + ") came " + Say.span(bestLate) + " too late");
            return new Near((double) best / needed, bestLate, why);
        }

        private void count(Event event, int sign) {
            attempts += (long) sign * event.count();
            Object value = value(event);
            if (value != null) {
                seen.merge(value, sign, (was, change) -> was + change == 0 ? null : was + change);
            }
        }

        private @Nullable Object value(Event event) {
            if (property == null) {
                return null;
            }
            try {
                return Fields.value(event, property);
            } catch (NotExplained e) {
                return null;
            }
        }

        /** The first event behind that would have counted one more. */
        private @Nullable Event next(int end) {
            if (property == null) {
                return end + 1 < events.size() ? events.get(end + 1) : null;
            }
            for (int i = end + 1; i < Math.min(events.size(), end + MOST_AHEAD); i++) {
                Object value = value(events.get(i));
                if (value != null && !seen.containsKey(Objects.requireNonNull(value))) {
                    return events.get(i);
                }
            }
            return null;
        }
    }
}
