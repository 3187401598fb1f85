/**
 * A finished report in the forms that people and other systems take. In: the model of package report. Out: one writer for
 * each format, and files that appear whole or not at all. The same report gives the same bytes, always.
 */
@NullMarked
package protectv.audit.export;

import org.jspecify.annotations.NullMarked;
