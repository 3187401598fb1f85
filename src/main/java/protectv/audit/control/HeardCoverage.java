package protectv.audit.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import protectv.audit.activity.Gap;
import protectv.audit.activity.Heard;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRole;
import protectv.audit.policy.Inventory;

/** Who was heard, held against who is expected. */
public final class HeardCoverage implements Coverage {

    private final Heard heard;
    private final Inventory inventory;
    private final Map<SourceRole, Duration> allowed;
    private final Instant from;
    private final Instant to;

    /**
     * @param allowed how long a source of each role may be silent where the inventory does not say; a minute or more
     * @param from start of the audited period
     * @param to its end, exclusive
     */
    public HeardCoverage(
            Heard heard, Inventory inventory, Map<SourceRole, Duration> allowed, Instant from, Instant to) {
        this.heard = heard;
        this.inventory = inventory;
        this.allowed = Map.copyOf(allowed);
        this.from = from;
        this.to = to;
        for (SourceRole role : SourceRole.values()) {
            if (!this.allowed.containsKey(role)) {
                throw new IllegalArgumentException("how long may a " + role.label() + " be silent?");
            }
        }
    }

    @Override
    public List<LogSource> sources(SourceRole role) {
        return inventory.with(role, heard.sources()).stream()
                .map(Inventory.Machine::source)
                .toList();
    }

    @Override
    public List<Gap> gaps(LogSource source) {
        Inventory.Machine machine = inventory.find(source);
        List<LogSource> names = machine == null ? List.of(source) : machine.sources();
        Duration longerThan = machine == null || machine.maxGap() == null
                ? allowed.getOrDefault(source.role(), Heard.JOIN)
                : machine.maxGap();
        boolean ever = heard.stretches(names).stream()
                .anyMatch(stretch -> stretch.first().time() < to.toEpochMilli());
        // How long a machine may be silent says nothing of one that nobody ever heard.
        return ever ? heard.gaps(names, from, to, longerThan) : List.of(new Gap(from, to, null, null));
    }
}
