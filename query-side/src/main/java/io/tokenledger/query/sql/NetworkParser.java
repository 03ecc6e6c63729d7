package io.tokenledger.query.sql;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Checks addresses and networks that callers send, before they reach PostgreSQL. */
public final class NetworkParser {
    /** Matches only numeric addresses, so no host name is ever resolved. */
    private static final Pattern NUMERIC =
            Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(/[0-9]{1,3})?");

    private NetworkParser() {}

    /** Whether this is an address, or a network in CIDR notation. */
    public static boolean isNetwork(String text) {
        if (text.length() > 50 || !NUMERIC.matcher(text).matches()) {
            return false;
        }
        String[] parts = text.split("/", 2);
        try {
            int longest = InetAddress.getByName(parts[0]) instanceof Inet6Address ? 128 : 32;
            return parts.length == 1 || Integer.parseInt(parts[1]) <= longest;
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
