package protectv.audit.parse;

import org.jspecify.annotations.Nullable;

/**
 * What stands before the message in a Client's log line.
 *
 * @param clientName where the line has one
 * @param message index of the message's first character
 */
record ClientHeader(Stamp stamp, @Nullable String clientName, int message) {}
