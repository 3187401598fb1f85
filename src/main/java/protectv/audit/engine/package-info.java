/**
 * Rules and the events of one window in, findings out. The only package that knows Drools. A window is one session that
 * shares nothing with any other; what goes wrong while rules compile is said of their files.
 */
@NullMarked
package protectv.audit.engine;

import org.jspecify.annotations.NullMarked;
