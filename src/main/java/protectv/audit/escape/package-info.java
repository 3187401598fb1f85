/**
 * Text that attackers and strangers wrote, made fit for what it is put into: a terminal, HTML, Markdown, XML, JSON, a URI.
 * In: any text. Out: text that shows what it holds, and that no reader obeys.
 */
@NullMarked
package protectv.audit.escape;

import org.jspecify.annotations.NullMarked;
