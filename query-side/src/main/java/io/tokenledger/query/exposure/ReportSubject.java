package io.tokenledger.query.exposure;

import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The leaked or suspected subject of a report, with a condition on {@code r} that selects its entries of the audit
 * trail.
 */
sealed interface ReportSubject {
    Pattern JTI = Pattern.compile("[0-9A-Za-z._-]{1,64}");

    /** The name of the subject's field in the request. */
    String kind();

    String value();

    String condition();

    List<Object> values();

    /** An API key. */
    record Key(UUID id) implements ReportSubject {
        @Override
        public String kind() {
            return "token";
        }

        @Override
        public String value() {
            return id.toString();
        }

        @Override
        public String condition() {
            return "r.token_id = ?";
        }

        @Override
        public List<Object> values() {
            return List.of(id);
        }
    }

    /** All keys and sign-ins of an account. */
    record Owner(UUID id) implements ReportSubject {
        @Override
        public String kind() {
            return "owner";
        }

        @Override
        public String value() {
            return id.toString();
        }

        @Override
        public String condition() {
            return "r.owner_id = ?";
        }

        @Override
        public List<Object> values() {
            return List.of(id);
        }
    }

    /** All entries from an address or a network. */
    record Network(String network) implements ReportSubject {
        @Override
        public String kind() {
            return "ip";
        }

        @Override
        public String value() {
            return network;
        }

        @Override
        public String condition() {
            return SqlConditions.within("r.ip");
        }

        @Override
        public List<Object> values() {
            return List.of(network, network, network);
        }
    }

    /** A single API token: its uses, and the exchange or sign-in that issued it. */
    record ApiToken(String jti) implements ReportSubject {
        @Override
        public String kind() {
            return "api_token";
        }

        @Override
        public String value() {
            return jti;
        }

        @Override
        public String condition() {
            return "(r.session_id = ? OR r.minted_jti = ?)";
        }

        @Override
        public List<Object> values() {
            return List.of(jti, jti);
        }
    }

    /**
     * The subject of a request, of which exactly one value is given.
     *
     * @throws ProblemException if none or several are given, or the value is invalid
     */
    static ReportSubject of(
            @Nullable UUID token, @Nullable UUID owner, @Nullable String ip, @Nullable String apiToken) {
        List<ReportSubject> named = new ArrayList<>();
        if (token != null) {
            named.add(new Key(token));
        }
        if (owner != null) {
            named.add(new Owner(owner));
        }
        if (ip != null) {
            named.add(new Network(ParameterType.NETWORK.parse("ip", ip)));
        }
        if (apiToken != null) {
            named.add(new ApiToken(jti(apiToken)));
        }
        if (named.size() != 1) {
            throw ProblemCode.BAD_VALUE.because("Send exactly one of 'token', 'owner', 'ip' and 'api_token'.");
        }
        return named.getFirst();
    }

    /** The subject with this kind and value. */
    static ReportSubject stored(String kind, String value) {
        return switch (kind) {
            case "token" -> new Key(UUID.fromString(value));
            case "owner" -> new Owner(UUID.fromString(value));
            case "ip" -> new Network(value);
            case "api_token" -> new ApiToken(value);
            default -> throw new IllegalArgumentException("No subject has the kind " + kind);
        };
    }

    private static String jti(String text) {
        if (!JTI.matcher(text).matches() || ResourceIds.parse(text).isEmpty()) {
            throw ProblemCode.BAD_VALUE.because(
                    "'api_token' must be the jti of an API token. Never send the token itself.");
        }
        return text;
    }
}
