package io.tokenledger.api.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The key under which addresses of one client are counted: an IPv4 address, or the /64 of an IPv6 address. One subscriber
 * of IPv6 has 2^64 addresses (RFC 6177).
 *
 * @param bits the address, or the first 64 bits of it
 */
public record ClientNetwork(boolean isIpv4, long bits) {
    private static final int IPV6_BYTES = 16;

    public static ClientNetwork of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new ClientNetwork(true, bytes.getInt())
                : new ClientNetwork(false, bytes.getLong());
    }

    /** The network of an address as {@link io.tokenledger.api.verify.RequestOrigin} has it: a literal, so no name server is asked. */
    public static ClientNetwork of(String address) {
        try {
            return of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The address is not a literal.", e);
        }
    }

    /** The IPv4 address, or the first address of the /64, in the spelling of all addresses of the ledger. */
    public String firstAddress() {
        byte[] bytes = isIpv4
                ? ByteBuffer.allocate(Integer.BYTES).putInt((int) bits).array()
                : ByteBuffer.allocate(IPV6_BYTES).putLong(bits).array();
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("An address has 4 or 16 bytes.", impossible);
        }
    }
}
