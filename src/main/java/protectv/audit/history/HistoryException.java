package protectv.audit.history;

import org.jspecify.annotations.Nullable;

/** The history cannot be opened, read or written. The message says what, where and what to do, and no password. */
public final class HistoryException extends Exception {

    private static final long serialVersionUID = 1L;

    HistoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
