package protectv.audit.policy;

import java.util.List;
import java.util.Set;

/** A list of values that staff keep in {@code lists/<name>.txt}. Safe for use by several threads. */
public final class ValueList {

    /** What the entries of a list are. */
    public enum Kind {
        /** Texts that a value equals. */
        TEXTS,
        /** Networks and addresses that a value lies in. */
        NETWORKS
    }

    private final String name;
    private final Kind kind;
    private final List<String> entries;
    private final Set<String> texts;
    private final Networks networks;

    private ValueList(String name, Kind kind, List<String> entries, Set<String> texts, Networks networks) {
        this.name = name;
        this.kind = kind;
        this.entries = List.copyOf(entries);
        this.texts = texts;
        this.networks = networks;
    }

    static ValueList ofTexts(String name, List<String> entries) {
        return new ValueList(name, Kind.TEXTS, entries, Set.copyOf(entries), new Networks());
    }

    static ValueList ofNetworks(String name, List<String> entries, Networks networks) {
        return new ValueList(name, Kind.NETWORKS, entries, Set.of(), networks);
    }

    /** The file's name without {@code .txt}: {@code admin-networks}. */
    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** As written, in the order of the file. A list without entries contains nothing. */
    public List<String> entries() {
        return entries;
    }

    /**
     * Whether a value equals an entry or lies in a network. An IPv4 address in IPv6 clothes ({@code ::ffff:192.0.2.1})
     * is the IPv4 address; what is no address, such as a host name, is in no network.
     */
    public boolean contains(String value) {
        return kind == Kind.TEXTS ? texts.contains(value) : networks.contain(value);
    }
}
