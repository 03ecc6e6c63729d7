package io.tokenledger.api.request;

import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.text.AddressText;
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

    private static final String V6_LOOPBACK = "::1";
    private static final int MAX_LENGTH = 100;
    private static final int V4_BYTES = 4;
    private static final int MAX_BYTE = 255;
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
        if (isV4(bare)) {
            return bare;
        }
        return V6.matcher(bare).matches() ? v6(bare) : UNKNOWN;
    }

    /** A canonical address without {@code ::}, as patterns in older settings may name it. */
    public static String longForm(String canonical) {
        try {
            return InetAddress.getByName(canonical).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("A canonical address must be an IP address literal.", e);
        }
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

    /** Whether the text is four numbers from 0 to 255, without leading zeros, which some parsers take for octal. */
    private static boolean isV4(String text) {
        int parts = 0;
        int digits = 0;
        int number = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (digits == 0 || ++parts > V4_BYTES) {
                    return false;
                }
                digits = 0;
                number = 0;
            } else {
                number = number * 10 + (c - '0');
                if (c < '0' || c > '9' || number > MAX_BYTE || (digits == 1 && number < 10)) {
                    return false;
                }
                digits++;
            }
        }
        return parts == V4_BYTES;
    }

    /** The text has only hexadecimal digits, colons and dots, so this parses it and asks no name server. */
    private static String v6(String literal) {
        try {
            return AddressText.of(InetAddress.getByName(literal));
        } catch (UnknownHostException none) {
            return UNKNOWN;
        }
    }
}
