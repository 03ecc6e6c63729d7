package io.tokenledger.historygenerator;

/**
 * A network of subscribers: a /24 of IPv4 or a /64 of IPv6.
 *
 * @param prefix three bytes, or four groups, that all its addresses begin with
 */
record SubscriberNetwork(String prefix) {
    /** The address of one host, spelled as the ledger spells addresses. */
    String address(int host) {
        return isV6(prefix) ? prefix + ":0:0:0:" + Integer.toHexString(host) : prefix + "." + host;
    }

    /** The network that an address is in, as PostgreSQL spells it: {@code 10.1.2.0/24}, {@code 2001:db8:1:2::/64}. */
    static String of(String address) {
        if (!isV6(address)) {
            return address.substring(0, address.lastIndexOf('.')) + ".0/24";
        }
        int end = 0;
        for (int groups = 0; groups < 4; groups++) {
            end = address.indexOf(':', end + 1);
        }
        return address.substring(0, end) + "::/64";
    }

    private static boolean isV6(String address) {
        return address.indexOf(':') >= 0;
    }
}
