package protectv.audit.event;

/**
 * A value of an event that stands in a list beside the rules; for a list of networks, an address that lies in one of them.
 *
 * @param list the file's name without its ending: {@code admin-networks}
 */
public record Listed(String list, String value) {}
