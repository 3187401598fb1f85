package protectv.audit.signature;

import java.util.List;

/** The rules are not signed by somebody who may, or not as they are now. The message says what, where and what to do. */
public final class UntrustedRulesException extends Exception {

    private static final long serialVersionUID = 1L;

    UntrustedRulesException(String message) {
        super(message);
    }

    UntrustedRulesException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
