/**
 * The same audit on Apache Spark. Executors read the lines and judge the windows; the driver joins what they tell and writes
 * the reports. Nothing here knows what a line or a rule means: that is the work of the packages that a single machine uses.
 */
@NullMarked
package protectv.audit.spark;

import org.jspecify.annotations.NullMarked;
