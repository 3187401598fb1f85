/**
 * Tells others how a run went, also one that failed: a monitoring system, a mailbox, a syslog server. In: the
 * {@link protectv.audit.deliver.Outcome} of a run. Out: a file, a mail, a datagram; or a
 * {@link protectv.audit.deliver.DeliveryException} that says what to do.
 */
@NullMarked
package protectv.audit.deliver;

import org.jspecify.annotations.NullMarked;
