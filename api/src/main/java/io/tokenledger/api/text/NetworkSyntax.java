package io.tokenledger.api.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses and networks that callers send, before they reach PostgreSQL. Never asks a name server. */
public final class NetworkSyntax {
    /** Maximum number of characters. */
    public static final int MAX_LENGTH = 50;

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** Matches only numeric addresses: {@code InetAddress} would look up any other text. */
    private static final Pattern NUMERIC =
            Pattern.compile("((" + BYTE + "\\.){3}" + BYTE + "|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(/\\d{1,3})?");

    /** Length of the prefix in which IPv6 maps the addresses of IPv4 (RFC 4291, section 2.5.5.2). */
    private static final int MAPPED_PREFIX = 96;

    private NetworkSyntax() {}

    /**
     * The address or network in its normal form; empty if the text is neither. An IPv4 address that is mapped to IPv6
     * becomes an IPv4 address, as in recorded events.
     */
    public static Optional<String> normalize(String text) {
        if (text.length() > MAX_LENGTH || !NUMERIC.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("/", 2);
        try {
            InetAddress address = InetAddress.getByName(parts[0]);
            if (parts.length == 1) {
                return Optional.of(AddressText.of(address));
            }
            boolean isMapped = !(address instanceof Inet6Address) && parts[0].indexOf(':') >= 0;
            int prefix = Integer.parseInt(parts[1]) - (isMapped ? MAPPED_PREFIX : 0);
            int longest = address instanceof Inet6Address ? 128 : 32;
            return prefix < 0 || prefix > longest
                    ? Optional.empty()
                    : Optional.of(AddressText.of(address) + "/" + prefix);
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
