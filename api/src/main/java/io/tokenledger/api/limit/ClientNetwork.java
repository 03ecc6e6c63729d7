package io.tokenledger.api.limit;

import io.tokenledger.api.text.AddressText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The unit by which clients are counted: an IPv4 address, or the /64 of an IPv6 address. One IPv6 subscriber has at
 * least 2^64 addresses (RFC 6177).
 *
 * @param bits the IPv4 address, or the first 64 bits of the IPv6 address
 */
public record ClientNetwork(boolean isIpv4, long bits) {
    private static final int IPV6_BYTES = 16;

    public static ClientNetwork of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new ClientNetwork(true, bytes.getInt())
                : new ClientNetwork(false, bytes.getLong());
    }

    /**
     * The network of an address from a {@link io.tokenledger.api.verify.RequestOrigin}. Such an address is a literal,
     * so this asks no name server.
     */
    public static ClientNetwork of(String address) {
        try {
            return of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The address must be an IP address literal.", e);
        }
    }

    @Override
    public String toString() {
        return firstAddress() + (isIpv4 ? "" : "/64");
    }

    /** The IPv4 address, or the first address of the /64, in canonical form. */
    public String firstAddress() {
        byte[] bytes = isIpv4
                ? ByteBuffer.allocate(Integer.BYTES).putInt((int) bits).array()
                : ByteBuffer.allocate(IPV6_BYTES).putLong(bits).array();
        try {
            return AddressText.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("An address has 4 or 16 bytes.", impossible);
        }
    }
}
