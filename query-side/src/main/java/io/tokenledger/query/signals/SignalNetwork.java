package io.tokenledger.query.signals;

import io.tokenledger.api.text.NetworkSyntax;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The network of an address for signals: a /24 of IPv4, or a /64 of IPv6. */
final class SignalNetwork {
    private SignalNetwork() {}

    /**
     * The network in CIDR notation, or the unchanged text if it is not an address. It has no short form (RFC 5952),
     * because stored sightings have none.
     */
    static String of(String address) {
        if (NetworkSyntax.normalize(address).isEmpty()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            int bytes = parsed instanceof Inet6Address ? 8 : 3;
            byte[] network = parsed.getAddress();
            Arrays.fill(network, bytes, network.length, (byte) 0);
            return InetAddress.getByAddress(network).getHostAddress() + "/" + bytes * 8;
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
