package io.tokenledger.query.auditstreaming;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.events.WireNames;
import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.auditstreaming.outbound.TargetPolicy;
import io.tokenledger.query.audittrail.format.AuditFormat;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks each value that a caller sends about a sink. No message repeats a target or a secret. */
@Component
class SinkRequestCheck {
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");
    private static final int MAX_PORT = 65_535;

    private final TargetPolicy policy;
    private final List<AuditFormat> formats;

    SinkRequestCheck(TargetPolicy policy, List<AuditFormat> formats) {
        this.policy = policy;
        this.formats = formats;
    }

    String name(@Nullable String name) {
        if (name == null || !SinkProperties.isName(name)) {
            throw ProblemCode.BAD_VALUE.because("'name' must have 1 to 50 lower-case letters, digits and hyphens.");
        }
        return name;
    }

    /** The type; files are only in the configuration, because the caller must not choose a path of the server. */
    SinkProperties.Type type(@Nullable String type) {
        SinkProperties.Type known = switch (type == null ? "" : type) {
            case "webhook" -> SinkProperties.Type.WEBHOOK;
            case "syslog" -> SinkProperties.Type.SYSLOG;
            case "file" -> SinkProperties.Type.FILE;
            default -> throw ProblemCode.BAD_VALUE.because("'type' must be webhook or syslog.");
        };
        if (known == SinkProperties.Type.FILE) {
            throw ProblemCode.BAD_REQUEST.because(
                    "A sink of type file writes to the server's disk, so the API cannot add it. Ask the operator to add"
                            + " it to the configuration (ledger.sinks).");
        }
        return known;
    }

    String format(SinkProperties.Type type, @Nullable String format) {
        String chosen = format == null ? "ndjson" : format;
        if (type == SinkProperties.Type.WEBHOOK && !chosen.equals("ndjson")) {
            throw ProblemCode.BAD_VALUE.because("A webhook delivers ndjson only. Omit 'format', or send ndjson.");
        }
        List<String> names = formats.stream().map(AuditFormat::name).sorted().toList();
        if (!names.contains(chosen)) {
            throw ProblemCode.BAD_VALUE.because("'format' must be one of %s.", String.join(", ", names));
        }
        return chosen;
    }

    /** The secret that the caller has chosen for a webhook; null if the ledger generates one. */
    @Nullable
    Secret secret(SinkProperties.Type type, @Nullable String secret) {
        if (secret == null) {
            return null;
        }
        if (type != SinkProperties.Type.WEBHOOK) {
            throw ProblemCode.BAD_VALUE.because("Only a webhook has a 'secret'. Omit it.");
        }
        Secret chosen = Secret.of(secret);
        if (!WebhookSecret.isStandard(chosen)) {
            throw ProblemCode.BAD_VALUE.because(
                    "'secret' must be whsec_ and the Base64 of 24 to 64 random bytes. Omit it to get a generated one.");
        }
        return chosen;
    }

    /** The target, if its form, its protocol and its current addresses are permitted. */
    String target(SinkProperties.Type type, @Nullable String target) {
        if (target == null || target.isEmpty()) {
            throw ProblemCode.BAD_VALUE.because(
                    "'target' is missing. Send a URL for a webhook, or host:port for syslog.");
        }
        if (target.length() > SinkLimits.MAX_SINK_TARGET_LENGTH) {
            throw ProblemCode.BAD_VALUE.because(
                    "'target' must have at most %d characters.", SinkLimits.MAX_SINK_TARGET_LENGTH);
        }
        URI uri = type == SinkProperties.Type.WEBHOOK ? url(target) : address(target);
        requireReachable(uri.getHost());
        return target;
    }

    private URI url(String target) {
        URI url = parse(target);
        if (url == null || url.getHost() == null || !isPort(url.getPort())) {
            throw ProblemCode.BAD_VALUE.because("'target' must be a URL such as https://hooks.example.org/ledger.");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw ProblemCode.BAD_VALUE.because(
                    "'target' must have no username, query or fragment, because a secret in it would be recorded. A"
                            + " webhook is authenticated by its signature.");
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (scheme.equals("https")) {
            return url;
        }
        if (!scheme.equals("http")) {
            throw ProblemCode.BAD_VALUE.because("'target' must be an https URL.");
        }
        requireNamed(url.getHost(), "http");
        return url;
    }

    private URI address(String target) {
        URI address = parse("syslog://" + target);
        if (address == null
                || address.getHost() == null
                || address.getPort() < 1
                || address.getPort() > MAX_PORT
                || !target.equals(address.getHost() + ":" + address.getPort())) {
            throw ProblemCode.BAD_VALUE.because(
                    "'target' must be host:port with a port of 1 to 65535, for example siem.example.org:601.");
        }
        requireNamed(address.getHost(), "syslog over TCP");
        return address;
    }

    private void requireNamed(String host, String protocol) {
        if (!policy.namesHost(host)) {
            throw ProblemCode.SINK_TARGET_NOT_ALLOWED.because(
                    "The target uses %s, which is not encrypted. The operator can permit it for a host: "
                                    .formatted(protocol)
                            + TargetPolicy.SETTING + " must name the host.");
        }
    }

    private void requireReachable(String host) {
        try {
            policy.resolve(host);
        } catch (UnknownHostException unknown) {
            throw ProblemCode.SINK_TARGET_NOT_ALLOWED.because("No IP address was found for the host of the target.");
        } catch (IOException refused) {
            throw notAllowed();
        }
    }

    private static ProblemException notAllowed() {
        return ProblemCode.SINK_TARGET_NOT_ALLOWED.because(
                "The host of the target has no public address. The operator can permit it: " + TargetPolicy.SETTING
                        + " must name the host or its network.");
    }

    private static boolean isPort(int port) {
        return port == -1 || (port >= 1 && port <= MAX_PORT);
    }

    private static @Nullable URI parse(String text) {
        try {
            return VISIBLE_ASCII.matcher(text).matches() ? URI.create(text) : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    static String wire(SinkProperties.Type type) {
        return WireNames.of(type);
    }
}
