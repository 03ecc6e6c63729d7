package io.tokenledger.access.web.connection;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMaskSet;
import org.jspecify.annotations.Nullable;

/**
 * Peers that forward requests of many clients. Only where forwarded headers are trusted does a proxy say who the clients
 * are; otherwise it is a client like any other.
 */
final class TrustedProxies {
    private final @Nullable Pattern pattern;
    private final NetMaskSet networks = new NetMaskSet();

    /**
     * The proxies of {@code LEDGER_TRUSTED_PROXIES}, which Tomcat's {@code RemoteIpValve} reads the same way.
     *
     * @param strategy {@code none} or {@code native}
     * @param proxies a regular expression, or networks in CIDR notation separated by commas
     */
    TrustedProxies(String strategy, String proxies) {
        boolean isTrusted = !strategy.equalsIgnoreCase("none");
        boolean isCidr = proxies.indexOf('/') > 0;
        this.pattern = isTrusted && !isCidr ? Pattern.compile(proxies) : null;
        if (isTrusted && isCidr) {
            for (String network : proxies.split(",", -1)) {
                networks.add(network.strip());
            }
        }
    }

    boolean contains(InetAddress peer) {
        return (pattern != null && pattern.matcher(peer.getHostAddress()).matches()) || networks.contains(peer);
    }
}
