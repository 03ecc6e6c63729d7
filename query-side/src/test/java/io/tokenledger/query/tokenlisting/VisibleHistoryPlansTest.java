package io.tokenledger.query.tokenlisting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.historygenerator.PlantedIncident;
import io.tokenledger.query.Callers;
import io.tokenledger.query.ProjectedHistory;
import io.tokenledger.query.asof.AsOf;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes find the last uses and addresses that a reader of an organization may see, however long the history is. */
class VisibleHistoryPlansTest {
    private static final ProjectedHistory HISTORY = ProjectedHistory.shared();
    private static final PlantedIncident INCIDENT = HISTORY.incident();
    private static final Caller AUDITOR = Callers.auditorOf(INCIDENT.organizationId());

    @ParameterizedTest
    @ValueSource(strings = {"", "used_from", "created_from"})
    void a_page_of_keys(String filter) {
        Map<String, String> filters = filter.isEmpty()
                ? Map.of()
                : Map.of(filter, INCIDENT.attackerAddresses().getFirst());
        TokenConditions where =
                TokenConditions.of(FilterValues.of(TokenFilter.class, filters), AUDITOR, new AsOf(INCIDENT.to(), null));
        String plan = String.join(
                "\n",
                HISTORY.database()
                        .jdbc()
                        .sql("EXPLAIN " + TokenListingRepository.pageSql(where, TokenOrder.CREATED, true, 51))
                        .params(where.sql().values())
                        .query(String.class)
                        .list());

        assertThat(plan)
                .doesNotContain("Seq Scan on token_last_use_v2", "Seq Scan on audit_trail")
                .contains("token_last_use_v2_0_pkey");
    }
}
