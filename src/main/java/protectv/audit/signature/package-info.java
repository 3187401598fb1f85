/**
 * Who wrote the rules: a manifest of the rules folder, signed and verified with OpenSSH's {@code ssh-keygen}. In: a folder,
 * a key, a list of those who may sign. Out: the very bytes that were verified, and who signed them, or an
 * {@link protectv.audit.signature.UntrustedRulesException} that names every file that differs.
 */
@NullMarked
package protectv.audit.signature;

import org.jspecify.annotations.NullMarked;
