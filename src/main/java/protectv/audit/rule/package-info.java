/**
 * The rule files as text: ids, metadata, and what is wrong with them. In: a folder of {@code .drl} files. Out: a
 * {@link protectv.audit.rule.RuleCatalog}, or problems with file, line and remedy. Compiles nothing.
 */
@NullMarked
package protectv.audit.rule;

import org.jspecify.annotations.NullMarked;
