package protectv.audit.finding;

import java.io.Serializable;

/** A log line that bears a finding out: {@code file:line} and its text as read. Log text is data from an enemy. */
public record Evidence(String file, long line, String text) implements Serializable {}
