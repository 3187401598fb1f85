/**
 * What is remembered from run to run. In: the findings, events and last heard lines of a run. Out: the same, asked by
 * time. Kept in a SQLite file or a PostgreSQL database; nobody else touches JDBC.
 */
@NullMarked
package protectv.audit.history;

import org.jspecify.annotations.NullMarked;
