package io.tokenledger.query.auditstreaming.outbound;

import java.io.IOException;
import java.net.InetAddress;

/** Finds the addresses to connect to. */
@FunctionalInterface
public interface HostResolver {
    /** Asks the name service of the system, and permits every address. */
    HostResolver SYSTEM = InetAddress::getAllByName;

    /**
     * The addresses of a host, at least one.
     *
     * @param host name or numeric address
     * @throws IOException if there is none, or none is permitted
     */
    InetAddress[] resolve(String host) throws IOException;
}
