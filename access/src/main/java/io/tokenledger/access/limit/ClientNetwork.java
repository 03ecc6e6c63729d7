package io.tokenledger.access.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The key under which addresses of one client are counted: an IPv4 address, or the /64 of an IPv6 address. One subscriber
 * of IPv6 has 2^64 addresses (RFC 6177).
 *
 * @param bits the address, or the first 64 bits of it
 */
public record ClientNetwork(boolean isIpv4, long bits) {
    public static ClientNetwork of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new ClientNetwork(true, bytes.getInt())
                : new ClientNetwork(false, bytes.getLong());
    }
}
