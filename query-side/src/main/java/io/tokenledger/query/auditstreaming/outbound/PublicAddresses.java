package io.tokenledger.query.auditstreaming.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.apache.catalina.util.NetMaskSet;

/** Addresses of the public internet: none of the special-purpose networks that IANA lists (RFC 6890). */
final class PublicAddresses {
    private static final NetMaskSet SPECIAL_IPV4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Unicast addresses are assigned only from this network; all others are local, mapped or reserved. */
    private static final NetMaskSet GLOBAL_IPV6 = networks("2000::/3");

    /** Parts of it for protocols, documentation, and tunnels to IPv4 addresses (Teredo, 6to4). */
    private static final NetMaskSet SPECIAL_IPV6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        return address instanceof Inet4Address
                ? !SPECIAL_IPV4.contains(address)
                : GLOBAL_IPV6.contains(address) && !SPECIAL_IPV6.contains(address);
    }

    private static NetMaskSet networks(String... networks) {
        NetMaskSet set = new NetMaskSet();
        for (String network : networks) {
            set.add(network);
        }
        return set;
    }
}
