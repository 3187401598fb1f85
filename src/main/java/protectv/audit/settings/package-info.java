/**
 * Where the values of options come from beside the command line: the environment, then a configuration file. In: the
 * options that there are. Out: a {@link protectv.audit.settings.Setting} for each that has a value, or problems with their
 * places.
 */
@NullMarked
package protectv.audit.settings;

import org.jspecify.annotations.NullMarked;
