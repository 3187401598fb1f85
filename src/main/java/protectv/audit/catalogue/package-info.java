/**
 * The rules as something to look up: filtered, shown one by one, as a catalogue in Markdown and HTML, and new ones from a
 * template. In: loaded rules and the titles of controls. Out: text that is the same for the same rules, on any day.
 */
@NullMarked
package protectv.audit.catalogue;

import org.jspecify.annotations.NullMarked;
