/** Work of several threads. In: tasks. Out: their results in the order of the tasks, or what one of them threw. */
@NullMarked
package protectv.audit.work;

import org.jspecify.annotations.NullMarked;
