package protectv.audit.cli;

import java.time.Duration;
import java.util.Map;
import protectv.audit.event.SourceRole;
import protectv.audit.run.AuditSettings;

/** Settings of an audit that asks for findings alone, and not for verdicts. */
final class PlainSettings {

    /** How long a source may be silent bears on verdicts on controls alone. */
    private static final Duration ANY_GAP = Duration.ofDays(1);

    /** What the judgement of a window may take, as with run. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private PlainSettings() {}

    static AuditSettings of(LogOptions logs, PeriodOptions.Period period, int maxEvidence) {
        int threads = Runtime.getRuntime().availableProcessors();
        return new AuditSettings(
                logs.parseOptions(),
                period.grid(),
                period.from(),
                period.to(),
                logs.zoneIsAssumed(),
                logs.maxLineBytes(),
                maxEvidence,
                Map.of(SourceRole.MANAGER, ANY_GAP, SourceRole.CLIENT, ANY_GAP),
                threads,
                LONGEST,
                AuditSettings.BLOCK_BYTES,
                AuditSettings.roomFor(threads),
                false);
    }
}
