package protectv.audit.history;

import protectv.audit.finding.PastFinding;

/** A finding in one run of its life. */
public record Appearance(PastRun run, PastFinding finding) {}
