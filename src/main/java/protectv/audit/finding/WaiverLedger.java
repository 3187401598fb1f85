package protectv.audit.finding;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;

/**
 * Applies waivers to findings, and keeps account of what each one did. A waiver covers a finding of its rule whose whole
 * subject it names, no worse than its ceiling, in a window that ends before the waiver expires; the wall clock has no say.
 * Safe for use by several threads; the order in which findings come makes no difference.
 */
public final class WaiverLedger {

    /** More subjects than that are no exception that somebody looked at one by one. */
    static final int MANY_SUBJECTS = 20;

    private final List<Account> accounts = new ArrayList<>();

    /**
     * @param waivers by precedence: the first that covers a finding waives it
     * @param zone in which a waiver's day begins
     * @param rules the rules that there are
     */
    public WaiverLedger(List<Waiver> waivers, ZoneId zone, Collection<RuleId> rules) {
        Set<RuleId> known = Set.copyOf(rules);
        for (Waiver waiver : waivers) {
            accounts.add(new Account(waiver, zone, known.contains(waiver.rule())));
        }
    }

    /** The finding, waived by the first waiver that covers it; else the finding as it was. */
    public synchronized Finding apply(Finding finding) {
        Waiver first = null;
        for (Account account : accounts) {
            if (account.covers(finding)) {
                account.matched.add(finding.subject());
                if (first == null) {
                    first = account.waiver;
                    account.findings++;
                    account.subjects.add(finding.subject());
                }
            }
        }
        return first == null ? finding : finding.waivedBy(first);
    }

    /**
     * What came of each waiver, in their order.
     *
     * @param periodEnd end of the audited period, exclusive; null where nothing told a period: then none has expired
     */
    public synchronized List<WaiverUse> uses(@Nullable Instant periodEnd) {
        return accounts.stream()
                .map(account -> new WaiverUse(
                        account.waiver, account.findings, account.subjects.size(), account.concerns(periodEnd)))
                .toList();
    }

    private static final class Account {

        private final Waiver waiver;
        private final SubjectPattern pattern;
        private final Instant end;
        private final boolean ruleKnown;
        private final Set<String> subjects = new HashSet<>();
        /** Subjects that it covers, whether it or an earlier waiver waived them. */
        private final Set<String> matched = new HashSet<>();

        private long findings;

        Account(Waiver waiver, ZoneId zone, boolean ruleKnown) {
            this.waiver = waiver;
            this.pattern = new SubjectPattern(waiver.subject());
            this.end = waiver.expires().atStartOfDay(zone).toInstant();
            this.ruleKnown = ruleKnown;
        }

        boolean covers(Finding finding) {
            Severity ceiling = waiver.ceiling();
            return finding.rule().id().equals(waiver.rule())
                    && !finding.window().end().isAfter(end)
                    && (ceiling == null || finding.rule().severity().compareTo(ceiling) <= 0)
                    && pattern.matches(finding.subject());
        }

        List<WaiverUse.Concern> concerns(@Nullable Instant periodEnd) {
            List<WaiverUse.Concern> concerns = new ArrayList<>();
            boolean expired = periodEnd != null && periodEnd.isAfter(end);
            if (expired) {
                concerns.add(WaiverUse.Concern.EXPIRED);
            } else if (matched.isEmpty()) {
                concerns.add(WaiverUse.Concern.UNUSED);
            }
            if (!pattern.hasLiteral() || matched.size() > MANY_SUBJECTS) {
                concerns.add(WaiverUse.Concern.BROAD);
            }
            if (!ruleKnown) {
                concerns.add(WaiverUse.Concern.NO_SUCH_RULE);
            }
            return concerns;
        }
    }
}
