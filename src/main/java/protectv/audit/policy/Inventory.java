package protectv.audit.policy;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRole;

/** The machines whose logs are expected, as {@code inventory.yaml} lists them. Names are compared letter by letter. */
public record Inventory(List<Machine> managers, List<Machine> clients) implements Serializable {

    /** Where nothing is expected. */
    public static final Inventory EMPTY = new Inventory(List.of(), List.of());

    public Inventory {
        managers = List.copyOf(managers);
        clients = List.copyOf(clients);
    }

    /**
     * A Manager, a machine that is logged in to, or a Client.
     *
     * @param name as its lines have it, and as reports call it
     * @param aliases further names that its lines may have
     * @param maxGap how long it may be silent; null where the default of its role will do
     */
    public record Machine(
            SourceRole role,
            String name,
            List<String> aliases,
            @Nullable Duration maxGap) implements Serializable {

        public Machine {
            aliases = List.copyOf(aliases);
        }

        /** The source that reports name. */
        public LogSource source() {
            return new LogSource(role, name);
        }

        /** Every source that is this machine, the one of its name first. */
        public List<LogSource> sources() {
            List<LogSource> sources = new ArrayList<>(List.of(source()));
            aliases.forEach(alias -> sources.add(new LogSource(role, alias)));
            return sources;
        }
    }

    public List<Machine> of(SourceRole role) {
        return switch (role) {
            case MANAGER -> managers;
            case CLIENT -> clients;
        };
    }

    /** The machine that a source is, by name or alias; null where the inventory does not list it. */
    public @Nullable Machine find(LogSource source) {
        for (Machine machine : of(source.role())) {
            if (machine.name().equals(source.name()) || machine.aliases().contains(source.name())) {
                return machine;
            }
        }
        return null;
    }

    /** The machines of a role: those listed, and each heard source that is none of them, by name. */
    public List<Machine> with(SourceRole role, Iterable<LogSource> heard) {
        List<Machine> machines = new ArrayList<>(of(role));
        TreeSet<LogSource> others = new TreeSet<>();
        heard.forEach(source -> {
            if (source.role() == role && find(source) == null) {
                others.add(source);
            }
        });
        others.forEach(source -> machines.add(new Machine(role, source.name(), List.of(), null)));
        machines.sort((a, b) -> a.source().compareTo(b.source()));
        return List.copyOf(machines);
    }
}
