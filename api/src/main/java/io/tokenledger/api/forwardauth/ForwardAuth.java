package io.tokenledger.api.forwardauth;

import io.tokenledger.api.forwardauth.ForwardAuthProxy.Description;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.request.PeerAddress;
import io.tokenledger.api.request.SourceAddresses;
import io.tokenledger.api.request.TrustedProxies;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.AccessRequirement;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the request that a proxy describes at {@code /oauth2/verify}. Any client can send the same headers as a proxy.
 * So headers count only from a trusted peer, and only those of one kind of proxy.
 */
public final class ForwardAuth {
    public static final String PATH = "/oauth2/verify";

    private static final Logger LOG = LoggerFactory.getLogger(ForwardAuth.class);
    private static final Set<String> REQUIREMENTS = Set.of("workspace", "organization", "role");
    private static final List<Description> DESCRIPTIONS = List.of(Description.values());
    private static final String UNKNOWN_METHOD = "UNKNOWN";
    private static final Pattern METHOD = Pattern.compile("[A-Z-]{1,16}");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z._:\\[\\]-]{1,255}");
    private static final Pattern URL = Pattern.compile("[a-z]{1,10}://([^/?#]*)([^?#]*).*");

    private final @Nullable ForwardAuthProxy proxy;
    private final TrustedProxies trustedPeers;
    private final AtomicBoolean warnedOfUntrustedPeer = new AtomicBoolean();
    private final AtomicBoolean warnedOfMissingProxy = new AtomicBoolean();

    /**
     * Creates the reader of one process.
     *
     * @param proxy the configured proxy; null if there is none: then one description of any kind is accepted
     * @param trustedPeers addresses of peers whose headers count
     */
    public ForwardAuth(@Nullable ForwardAuthProxy proxy, TrustedProxies trustedPeers) {
        this.proxy = proxy;
        this.trustedPeers = trustedPeers;
    }

    /** Whether this is a forward-auth request: any method at {@link #PATH} or below it. */
    public static boolean isForwardAuth(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    /** The path below {@code /oauth2/verify} in its original encoding; may be empty. */
    static String pathBelow(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String path = uri.startsWith(PATH) ? uri : request.getServletPath();
        return path.substring(PATH.length());
    }

    /**
     * What the proxy requires in addition to a valid credential, from the query {@code ?workspace=}, {@code
     * ?organization=} and {@code ?role=}. With a path below {@link #PATH}, the query is that of Envoy's client, so it
     * requires nothing. Without the setting for Envoy it could also be a proxy with a wrong path, and is rejected.
     *
     * @throws ProblemException if a parameter is unknown, repeated, empty or malformed: the proxy's configuration is
     *     wrong, and to ignore the parameter would let every account in
     */
    public AccessRequirement requirement(HttpServletRequest request) {
        if (request.getQueryString() == null || isQueryOfClient(request)) {
            return AccessRequirement.NONE;
        }
        for (String name : request.getParameterMap().keySet()) {
            if (!REQUIREMENTS.contains(name)) {
                throw ProblemCode.BAD_REQUEST.because(
                        "'%s' is no requirement. Use workspace, organization and role, and append no query of a client."
                                .formatted(name));
            }
        }
        String organization = parameter(request, "organization");
        UUID organizationId = organization == null
                ? null
                : ResourceIds.parse(organization)
                        .orElseThrow(() -> ProblemCode.BAD_REQUEST.because("'organization' must be an id."));
        String role = parameter(request, "role");
        if (role != null && !RoleNames.isKnown(role)) {
            throw ProblemCode.BAD_REQUEST.because("'role' must be one of %s.", RoleNames.ALL);
        }
        String workspace = parameter(request, "workspace");
        if (workspace == null && role != null && RoleNames.isOfWorkspace(role)) {
            throw ProblemCode.BAD_REQUEST.because("'role' is a role in a workspace, so 'workspace' is required.");
        }
        return new AccessRequirement(workspace, organizationId, role);
    }

    private boolean isQueryOfClient(HttpServletRequest request) {
        boolean isBelow = !pathBelow(request).isEmpty();
        if (isBelow
                && proxy != ForwardAuthProxy.ENVOY
                && REQUIREMENTS.stream().anyMatch(request.getParameterMap()::containsKey)) {
            throw ProblemCode.BAD_REQUEST.because(
                    "A requirement needs exactly the path %s. With Envoy, set LEDGER_FORWARD_AUTH_PROXY=envoy.", PATH);
        }
        return isBelow;
    }

    private static @Nullable String parameter(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        if (values == null) {
            return null;
        }
        if (values.length > 1 || values[0].isEmpty()) {
            throw ProblemCode.BAD_REQUEST.because("'%s' must have one value.", name);
        }
        return values[0];
    }

    /**
     * The target of the request that the proxy describes.
     *
     * @return method, host and path; null if the request has no description, or comes from a peer that is no trusted proxy
     * @throws ProblemException if the request has two descriptions, or only a part of one
     */
    @Nullable
    public String target(HttpServletRequest request) {
        if (!isDescribed(request) || !isTrusted(PeerAddress.of(request))) {
            return null;
        }
        Description found = found(request);
        if (proxy == null && warnedOfMissingProxy.compareAndSet(false, true)) {
            LOG.warn("LEDGER_FORWARD_AUTH_PROXY is not set, so forward auth accepts the headers of every kind of proxy."
                    + " Clients can set the headers that the proxy does not set, and falsify the recorded requests."
                    + " Set it to nginx, traefik, caddy, envoy or haproxy.");
        }
        return switch (found) {
            case REQUEST_LINE -> target(request.getMethod(), request.getHeader("Host"), pathBelow(request));
            case ORIGINAL_HEADERS -> original(request);
            case FORWARDED_HEADERS ->
                target(
                        once(request, found.method()),
                        once(request, "X-Forwarded-Host"),
                        once(request, "X-Forwarded-Uri"));
        };
    }

    private static boolean isDescribed(HttpServletRequest request) {
        for (Description description : DESCRIPTIONS) {
            if (description.foundIn(request) != null) {
                return true;
            }
        }
        return false;
    }

    private Description found(HttpServletRequest request) {
        @Nullable Description found = null;
        @Nullable String sign = null;
        for (Description description : DESCRIPTIONS) {
            String header = description.foundIn(request);
            if (header == null) {
                continue;
            }
            if (proxy != null && description != proxy.description()) {
                throw ProblemCode.AMBIGUOUS_FORWARD_AUTH.because(
                        "The request has %s, which the configured proxy does not send (LEDGER_FORWARD_AUTH_PROXY=%s)."
                                .formatted(header, proxy.wire()));
            }
            if (found != null) {
                throw ProblemCode.AMBIGUOUS_FORWARD_AUTH.because(
                        "The request has both %s and %s. The proxy sends one of them and must remove the other."
                                .formatted(sign, header));
            }
            found = description;
            sign = header;
        }
        if (proxy != null && found != null) {
            requireAll(request, found);
        }
        return Objects.requireNonNull(found);
    }

    /** Requires all headers of the proxy: its client could set a missing one. */
    private static void requireAll(HttpServletRequest request, Description description) {
        if (description == Description.REQUEST_LINE) {
            return;
        }
        boolean complete = request.getHeader(description.method()) != null
                && description.targets().stream().anyMatch(header -> request.getHeader(header) != null);
        if (!complete) {
            throw ProblemCode.AMBIGUOUS_FORWARD_AUTH.because("The request lacks %s or %s. The proxy must set both."
                    .formatted(description.method(), description.targets().getFirst()));
        }
    }

    private boolean isTrusted(String peer) {
        boolean trusted = trustedPeers.contains(peer);
        if (!trusted && warnedOfUntrustedPeer.compareAndSet(false, true)) {
            LOG.warn(
                    "Forward auth: headers from {} are ignored, because LEDGER_TRUSTED_PROXIES does not match it."
                            + " Uses are recorded without the forwarded request."
                            + " If it is a proxy, add its address to LEDGER_TRUSTED_PROXIES.",
                    SourceAddresses.canonical(peer));
        }
        return trusted;
    }

    private static @Nullable String original(HttpServletRequest request) {
        String method = once(request, "X-Original-Method");
        String url = once(request, "X-Original-URL");
        if (url != null) {
            var parts = URL.matcher(url);
            return parts.matches() ? target(method, parts.group(1), parts.group(2)) : target(method, null, url);
        }
        return target(method, once(request, "X-Original-Host"), once(request, "X-Original-URI"));
    }

    private static @Nullable String target(@Nullable String method, @Nullable String host, @Nullable String uri) {
        if (uri == null) {
            return null;
        }
        String path = uri.split("[?#]", 2)[0];
        return UsageTargets.of(
                method != null && METHOD.matcher(method).matches() ? method : UNKNOWN_METHOD,
                (host != null && HOST.matcher(host).matches() ? host : "")
                        + (path.startsWith("/") ? path : "/" + path));
    }

    private static @Nullable String once(HttpServletRequest request, String header) {
        Enumeration<String> values = request.getHeaders(header);
        String first = values.hasMoreElements() ? values.nextElement() : null;
        if (values.hasMoreElements()) {
            throw ProblemCode.AMBIGUOUS_FORWARD_AUTH.because(
                    "The request has the header %s twice. The proxy must replace the value of its client.", header);
        }
        return first;
    }
}
