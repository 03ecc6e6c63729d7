package io.tokenledger.query.tokenlisting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.historygenerator.PlantedIncident;
import io.tokenledger.query.Callers;
import io.tokenledger.query.ProjectedHistory;
import io.tokenledger.query.asof.AsOf;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An index finds a page of keys for each filter, however many keys there are. A text that occurs rarely is the exception:
 * {@code q} then reads all keys.
 */
class TokenFilterPlansTest {
    private static final ProjectedHistory HISTORY = ProjectedHistory.unshared();
    private static final PlantedIncident INCIDENT = HISTORY.incident();
    private static final int COPIES = 1_000;

    /** Adds copies of the generated keys, so that reading all of them costs more than an index. */
    @BeforeAll
    static void addKeys() {
        HISTORY.database().template().update("""
                        INSERT INTO token_listing_v1 (token_id, owner_id, name, description, active, deleted, created_at,
                            expires_at, rotated_at, last_used_at, retain_period_minutes, generation, version)
                        SELECT gen_random_uuid(), owner_id, name || n, description, active, deleted,
                            created_at - n * interval '1 minute', expires_at, rotated_at, last_used_at,
                            retain_period_minutes, generation, version
                        FROM token_listing_v1 CROSS JOIN generate_series(1, ?) n""", COPIES);
        HISTORY.database().template().execute("ANALYZE token_listing_v1");
    }

    @ParameterizedTest
    @EnumSource(TokenFilter.class)
    void a_page_of_keys(TokenFilter filter) {
        TokenConditions where = TokenConditions.of(
                FilterValues.of(TokenFilter.class, Map.of(filter.parameter(), value(filter))),
                Callers.auditor(),
                new AsOf(INCIDENT.to(), null));
        String plan = String.join(
                "\n",
                HISTORY.database()
                        .jdbc()
                        .sql("EXPLAIN " + TokenListingRepository.pageSql(where, TokenOrder.CREATED, true, 51))
                        .params(where.sql().values())
                        .query(String.class)
                        .list());

        assertThat(plan).doesNotContain("Seq Scan on token_listing_v1", "Seq Scan on audit_trail");
    }

    private static String value(TokenFilter filter) {
        return switch (filter) {
            case OWNER -> INCIDENT.ownerId().toString();
            case ORGANIZATION -> INCIDENT.organizationId().toString();
            case OWNER_KIND -> "service_account";
            case STATE -> "inactive";
            case CREATED_FROM, USED_FROM -> INCIDENT.attackerAddresses().getFirst();
            case NEVER_USED, NO_EXPIRY, OWNER_ACTIVE, MANY_NETWORKS, WORKS -> "true";
            case DESCENDANT_OF -> INCIDENT.tokenId().toString();
            case EXPIRING_WITHIN -> "P14D";
            case Q -> "deploy";
            case CREATED_AFTER,
                    CREATED_BEFORE,
                    EXPIRES_AFTER,
                    EXPIRES_BEFORE,
                    LAST_USED_AFTER,
                    LAST_USED_BEFORE,
                    ROTATED_BEFORE,
                    UNUSED_SINCE -> INCIDENT.from().toString();
        };
    }
}
