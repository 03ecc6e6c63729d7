package io.tokenledger.api.request;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMaskSet;
import org.jspecify.annotations.Nullable;

/** The proxies of {@code LEDGER_TRUSTED_PROXIES}. Tomcat's {@code RemoteIpValve} reads the setting in the same way. */
public final class TrustedProxies {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

    private final @Nullable Pattern pattern;
    private final NetMaskSet networks = new NetMaskSet();

    /**
     * Parses the setting.
     *
     * @param proxies a regular expression, or networks in CIDR notation separated by commas
     */
    public TrustedProxies(String proxies) {
        boolean isCidr = proxies.indexOf('/') > 0;
        this.pattern = isCidr ? null : Pattern.compile(proxies);
        if (isCidr) {
            for (String network : proxies.split(",", -1)) {
                networks.add(network.strip());
            }
        }
    }

    /** Matches no address. */
    public static TrustedProxies none() {
        return new TrustedProxies("(?!)");
    }

    /** Whether the peer of a connection is a trusted proxy. */
    public boolean contains(InetAddress peer) {
        return (pattern != null && pattern.matcher(peer.getHostAddress()).matches()) || networks.contains(peer);
    }

    /** Whether the peer of a connection, an address as text, is a trusted proxy. */
    public boolean contains(String peer) {
        try {
            return ADDRESS.matcher(peer).matches() && contains(InetAddress.getByName(peer));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
