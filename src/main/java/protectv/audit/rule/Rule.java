package protectv.audit.rule;

/**
 * A rule with its file.
 *
 * @param file relative to the folder of the rules, with {@code /} between folders: {@code manager/key-not-found.drl}
 * @param text the file's whole text
 * @param interest the events that its condition speaks of
 */
public record Rule(RuleMetadata metadata, String file, String text, EventInterest interest) {

    public RuleId id() {
        return metadata.id();
    }

    /** True where the rule relates several events, so that it needs those of earlier windows. */
    public boolean looksBack() {
        return !metadata.span().isZero() || !metadata.grace().isZero();
    }
}
