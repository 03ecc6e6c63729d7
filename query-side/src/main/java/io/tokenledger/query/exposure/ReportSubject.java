package io.tokenledger.query.exposure;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.query.sql.SqlConditions;
import java.util.List;
import java.util.UUID;

/**
 * The leaked or suspected subject of a report, with a condition on {@code r} that selects its entries of the audit
 * trail.
 */
sealed interface ReportSubject {
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

    static RuntimeException notExactlyOne() {
        return ProblemCode.BAD_VALUE.because("Send exactly one of 'token', 'owner', 'ip' and 'api_token'.");
    }
}
