/** How work is done whatever it is: side by side, in whole files. In: tasks, texts. Out: results in the order of the tasks. */
@NullMarked
package protectv.audit.work;

import org.jspecify.annotations.NullMarked;
