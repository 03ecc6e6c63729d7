package io.tokenledger.api.request;

import io.tokenledger.api.limit.ClientNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts source addresses to one canonical form. An address from a proxy may have a port, and a link-local address
 * has a scope. Read models cannot apply an event with either. Never asks a name server.
 */
public final class SourceAddresses {
    /** Stands for a missing or invalid address. */
    static final String UNKNOWN = "0.0.0.0";

    private static final String V6_LOOPBACK = "0:0:0:0:0:0:0:1";
    private static final int MAX_LENGTH = 100;
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private SourceAddresses() {}

    public static String canonical(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return UNKNOWN;
        }
        String bare = text.strip();
        if (bare.startsWith("[") && bare.indexOf(']') > 0) {
            bare = bare.substring(1, bare.indexOf(']'));
        }
        if (bare.indexOf('%') >= 0) {
            bare = bare.substring(0, bare.indexOf('%'));
        }
        if (bare.indexOf('.') > 0 && bare.indexOf(':') > 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            bare = PORT.matcher(bare).replaceFirst("");
        }
        if (V4.matcher(bare).matches()) {
            return bare;
        }
        return V6.matcher(bare).matches() ? v6(bare) : UNKNOWN;
    }

    /** Whether the address is a loopback address. */
    public static boolean isLoopback(@Nullable String text) {
        String address = canonical(text);
        return address.startsWith("127.") || address.equals(V6_LOOPBACK);
    }

    /** The network under which requests of this address are counted. */
    public static ClientNetwork network(@Nullable String text) {
        try {
            return ClientNetwork.of(InetAddress.getByName(canonical(text)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("A canonical address must be an IP address literal.", e);
        }
    }

    /** The text has only hexadecimal digits, colons and dots, so this parses it and asks no name server. */
    private static String v6(String literal) {
        try {
            return InetAddress.getByName(literal).getHostAddress();
        } catch (UnknownHostException none) {
            return UNKNOWN;
        }
    }
}
