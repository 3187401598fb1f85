package protectv.audit.policy;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A set of IPv4 and IPv6 networks. Read strictly: four decimal numbers without leading zeros, or IPv6 without a zone; the
 * library's own default takes {@code ""}, {@code *} and {@code 010.1.1.1} for addresses.
 */
final class Networks {

    /** The library trims blanks, and takes the 0 of 0.0.0.0/0 for a leading zero, which it must therefore allow. */
    private static final Pattern SHAPE = Pattern.compile("[0-9a-fA-F:.]+(?:/(?:0|[1-9][0-9]{0,2}))?");

    private static final IPAddressStringParameters ENTRY = parameters(true);
    private static final IPAddressStringParameters VALUE = parameters(false);

    private final IPv4AddressTrie v4 = new IPv4AddressTrie();
    private final IPv6AddressTrie v6 = new IPv6AddressTrie();

    /** @throws IllegalArgumentException where the text is no network; the message says what to write instead */
    void add(String text) {
        IPAddress address = parse(text, ENTRY);
        if (address == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no network or address; write it as 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32");
        }
        IPAddress network = address.toPrefixBlock();
        IPAddress machine = address.getLower().withoutPrefixLength();
        if (!machine.equals(network.getLower().withoutPrefixLength())) {
            throw new IllegalArgumentException("\"" + text + "\" names a machine within a network; write "
                    + network.toCanonicalString() + " for the network, or "
                    + machine.toCanonicalString() + " for the machine");
        }
        if (network.isIPv4()) {
            v4.add(network.toIPv4());
        } else {
            refuseMapped(text, network.toIPv6());
            v6.add(network.toIPv6());
        }
    }

    private static void refuseMapped(String text, IPv6Address network) {
        // Values are taken out of their IPv6 clothes before they are looked up, so such an entry would match nothing.
        if (network.isIPv4Mapped()) {
            Integer bits = network.getPrefixLength();
            String plain = network.getEmbeddedIPv4Address().getLower().withoutPrefixLength()
                    + (bits == null ? "" : "/" + (bits - (IPv6Address.BIT_COUNT - Integer.SIZE)));
            throw new IllegalArgumentException("\"" + text + "\" is IPv4 in IPv6 clothes; write " + plain);
        }
    }

    boolean contain(String value) {
        IPAddress address = parse(value, VALUE);
        if (address == null) {
            return false;
        }
        if (address.isIPv4()) {
            return v4.elementContains(address.toIPv4());
        }
        IPv6Address wide = address.toIPv6();
        return wide.isIPv4Mapped() ? v4.elementContains(wide.getEmbeddedIPv4Address()) : v6.elementContains(wide);
    }

    static boolean isAddress(String value) {
        return parse(value, VALUE) != null;
    }

    private static @Nullable IPAddress parse(String text, IPAddressStringParameters parameters) {
        if (!SHAPE.matcher(text).matches()) {
            return null;
        }
        try {
            return new IPAddressString(text, parameters).toAddress();
        } catch (AddressStringException | IncompatibleAddressException e) {
            return null;
        }
    }

    private static IPAddressStringParameters parameters(boolean prefix) {
        return new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowAll(false)
                .allowSingleSegment(false)
                .allowMask(false)
                .allowPrefix(prefix)
                .allowPrefixOnly(false)
                .allowWildcardedSeparator(false)
                .setRangeOptions(RangeParameters.NO_RANGE)
                .getIPv4AddressParametersBuilder()
                .allow_inet_aton(false)
                .allowLeadingZeros(false)
                .allowUnlimitedLeadingZeros(false)
                .allowPrefixLengthLeadingZeros(true)
                .allowPrefixesBeyondAddressSize(false)
                .allowBinary(false)
                .getParentBuilder()
                .getIPv6AddressParametersBuilder()
                .allowZone(false)
                .allowBase85(false)
                .allowBinary(false)
                .allowPrefixLengthLeadingZeros(true)
                .allowPrefixesBeyondAddressSize(false)
                .getParentBuilder()
                .toParams();
    }
}
