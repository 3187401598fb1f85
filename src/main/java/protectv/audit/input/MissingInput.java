package protectv.audit.input;

/**
 * Something the user named, or a folder on the way, that gives no lines.
 *
 * @param path as the user named it, with {@code /} between folders
 * @param message what is wrong and what to do; the path is part of it
 */
public record MissingInput(String path, String message) {}
