package io.tokenledger.query.simulation;

import io.tokenledger.domain.TokenPolicyRule;
import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.query.sql.PolicyBoundKeys;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the existing keys that violate a token policy. */
@Repository
class PolicyViolationRepository {
    private static final int FETCH_SIZE = 1_000;

    private final JdbcClient jdbc;

    PolicyViolationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key that exists, and the rules under which it could not have been created as it is now. */
    record Violation(UUID id, String name, UUID ownerId, Set<TokenPolicyRule> broken) {}

    /** Passes on the existing keys that violate the policy now, by owner and name. */
    void find(@Nullable UUID organization, TokenPolicyRules rules, Instant now, Consumer<Violation> violating) {
        JdbcClient.StatementSpec keys = organization == null
                ? jdbc.sql(PolicyBoundKeys.ofInstance())
                : jdbc.sql(PolicyBoundKeys.ofOrganization()).param("organization", organization);
        keys.param("now", Timestamp.from(now)).withFetchSize(FETCH_SIZE).query((RowCallbackHandler) row -> {
            Set<TokenPolicyRule> broken = rules.brokenBy(PolicyBoundKeys.read(row), now);
            if (!broken.isEmpty()) {
                violating.accept(new Violation(
                        row.getObject("token_id", UUID.class),
                        row.getString("name"),
                        row.getObject("owner_id", UUID.class),
                        broken));
            }
        });
    }
}
