package io.tokenledger.api.request;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMaskSet;
import org.jspecify.annotations.Nullable;

/** The proxies of {@code LEDGER_TRUSTED_PROXIES}, which Tomcat's {@code RemoteIpValve} reads the same way. */
public final class TrustedProxies {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

    private final @Nullable Pattern pattern;
    private final NetMaskSet networks = new NetMaskSet();

    /**
     * Reads the setting.
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

    /** No peer is a proxy. */
    public static TrustedProxies none() {
        return new TrustedProxies("(?!)");
    }

    /** Whether the address at the other end of a connection is a proxy. */
    public boolean contains(InetAddress peer) {
        return (pattern != null && pattern.matcher(peer.getHostAddress()).matches()) || networks.contains(peer);
    }

    /** The same for an address as text. */
    public boolean contains(String peer) {
        try {
            return ADDRESS.matcher(peer).matches() && contains(InetAddress.getByName(peer));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
