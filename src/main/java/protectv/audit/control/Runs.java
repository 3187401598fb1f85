package protectv.audit.control;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The period cut where what stands in the way of a verdict changes. */
final class Runs {

    /**
     * @param from number of the first window
     * @param to number of the first behind it
     * @param reason the first in order; empty where nothing stands in the way
     * @param count how many stand in the way
     */
    record Run(int from, int to, String reason, int count) {}

    private Runs() {}

    /** @param obstacles in the order in which they are named */
    static List<Run> of(List<Obstacle> obstacles, int windows) {
        TreeMap<Integer, List<Integer>> changes = new TreeMap<>();
        for (int i = 0; i < obstacles.size(); i++) {
            changes.computeIfAbsent(obstacles.get(i).from(), key -> new ArrayList<>())
                    .add(i);
            changes.computeIfAbsent(obstacles.get(i).to(), key -> new ArrayList<>())
                    .add(i);
        }
        changes.computeIfAbsent(windows, key -> new ArrayList<>());
        List<Run> runs = new ArrayList<>();
        TreeSet<Integer> active = new TreeSet<>();
        int from = 0;
        for (var change : changes.entrySet()) {
            int to = change.getKey();
            if (from < to) {
                String reason =
                        active.isEmpty() ? "" : obstacles.get(active.first()).reason();
                runs.add(new Run(from, to, reason, active.size()));
                from = to;
            }
            for (int index : change.getValue()) {
                if (!active.remove(index)) {
                    active.add(index);
                }
            }
        }
        return runs;
    }
}
