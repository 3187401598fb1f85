/**
 * One model of a finished audit and a writer for each format. In: findings, counts, ledgers. Out: files that appear whole
 * or not at all. No wall-clock time, host name or order of threads gets into a report's body.
 */
@NullMarked
package protectv.audit.report;

import org.jspecify.annotations.NullMarked;
