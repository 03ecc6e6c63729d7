package io.tokenledger.query.auditstreaming.outbound;

import io.tokenledger.api.text.NetworkSyntax;
import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMaskSet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decides which hosts and addresses the sinks of the API may reach: public addresses, and those that
 * {@code ledger.sinks-api.allowed-targets} names. It is a {@link HostResolver}, so that each connection uses exactly the
 * addresses that were checked, and a name cannot be resolved to another address afterwards (DNS rebinding).
 */
@Component
public class TargetPolicy implements HostResolver {
    /** The environment variable of the setting. */
    public static final String SETTING = "LEDGER_SINKS_API_ALLOWED_TARGETS";

    private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?");

    private final Set<String> hosts = new HashSet<>();
    private final NetMaskSet networks = new NetMaskSet();
    private final HostResolver names;

    @Autowired
    TargetPolicy(SinkApiProperties settings) {
        this(settings.allowedTargets(), HostResolver.SYSTEM);
    }

    TargetPolicy(List<String> allowed, HostResolver names) {
        this.names = names;
        allowed.stream().map(String::strip).filter(entry -> !entry.isEmpty()).forEach(this::allow);
    }

    /**
     * Whether the setting names exactly this host or address. Only then may a sink use a protocol without encryption.
     *
     * @param host host of a URL; an IPv6 address may have brackets
     */
    public boolean namesHost(String host) {
        return hosts.contains(plain(host));
    }

    @Override
    public InetAddress[] resolve(String host) throws IOException {
        InetAddress[] found = names.resolve(plain(host));
        if (namesHost(host)) {
            return found;
        }
        InetAddress[] permitted = Arrays.stream(found)
                .filter(address -> PublicAddresses.contains(address) || networks.contains(address))
                .toArray(InetAddress[]::new);
        if (permitted.length == 0) {
            throw new TargetNotAllowedException(
                    "the host of the target has no public address. Ask the operator to add the host or its network to "
                            + SETTING);
        }
        return permitted;
    }

    private void allow(String entry) {
        String plain = plain(entry);
        String address = NetworkSyntax.normalize(plain).orElse(null);
        if (address != null && address.contains("/")) {
            networks.add(address);
        } else if (address != null) {
            hosts.add(address);
            networks.add(address);
        } else if (HOST.matcher(plain).matches()) {
            hosts.add(plain);
        } else {
            throw new StartupException(SETTING + " (ledger.sinks-api.allowed-targets) has an entry that is no host,"
                    + " address or network. Use entries such as siem.internal, 10.1.2.3 or 10.1.0.0/16, without a"
                    + " scheme or port.");
        }
    }

    /** Without brackets, in lower case; a numeric address in its normal form. */
    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String text = lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
        return NetworkSyntax.normalize(text).orElse(text);
    }
}
