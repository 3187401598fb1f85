package protectv.audit.activity;

import java.io.Serializable;
import protectv.audit.event.HeardLine;

/** A time in which a source was heard at least once a minute, by its first and its last line. */
public record HeardStretch(HeardLine first, HeardLine last) implements Serializable {}
