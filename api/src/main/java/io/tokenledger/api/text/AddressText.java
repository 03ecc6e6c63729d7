package io.tokenledger.api.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The text of an IP address, as RFC 5952 recommends and PostgreSQL writes it: in lower case, without leading zeros, and
 * with {@code ::} for the first of the longest runs of zeros.
 */
public final class AddressText {
    private static final int GROUPS = 8;

    /** One zero is not shortened (RFC 5952, section 4.2.2). */
    private static final int MIN_RUN = 2;

    private AddressText() {}

    /** The address without a scope. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        int[] groups = new int[GROUPS];
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = Short.toUnsignedInt(bytes.getShort());
        }
        int begin = longestRun(groups);
        if (begin < 0) {
            return joined(groups, 0, GROUPS);
        }
        return joined(groups, 0, begin) + "::" + joined(groups, begin + runAt(groups, begin), GROUPS);
    }

    /** Where the first of the longest runs of zeros begins; -1 if none is shortened. */
    private static int longestRun(int[] groups) {
        int begin = -1;
        int longest = MIN_RUN - 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = runAt(groups, i);
            if (length > longest) {
                begin = i;
                longest = length;
            }
        }
        return begin;
    }

    private static int runAt(int[] groups, int begin) {
        int end = begin;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - begin;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
