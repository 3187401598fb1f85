package protectv.audit.policy;

/** IP addresses, read as strictly as the networks of lists. */
public final class Addresses {

    private Addresses() {}

    /** True for {@code 192.0.2.7} and {@code 2001:db8::7}; false for names, networks and {@code 010.1.1.1}. */
    public static boolean isAddress(String text) {
        return Networks.isAddress(text);
    }
}
