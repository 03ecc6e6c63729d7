package io.tokenledger.historygenerator;

/**
 * A network of subscribers: a /24 of IPv4 or a /64 of IPv6.
 *
 * @param prefix common prefix of the addresses: three bytes or four groups
 */
record SubscriberNetwork(String prefix) {
    /** The address of one host, in the ledger's notation. */
    String address(int host) {
        return isV6(prefix) ? prefix + ":0:0:0:" + Integer.toHexString(host) : prefix + "." + host;
    }

    /** The network of an address, in PostgreSQL's notation: {@code 10.1.2.0/24}, {@code 2001:db8:1:2::/64}. */
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
