package io.tokenledger.query.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.Callers;
import io.tokenledger.query.ProjectedHistory;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Indexes find the uses of keys that would have expired, and the state before a window. */
class SimulationPlansTest {
    private static final ProjectedHistory HISTORY = ProjectedHistory.shared();

    private static Stream<Caller> callers() {
        return Stream.of(
                Callers.auditor(),
                Callers.auditorOf(HISTORY.incident().organizationId()),
                Callers.user(HISTORY.incident().ownerId()));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void late_uses_are_found_by_key(Caller caller) {
        RefusedInterval leaked = new RefusedInterval(
                HISTORY.incident().tokenId(),
                HISTORY.incident().ownerId(),
                0,
                Long.MAX_VALUE,
                0,
                "max_lifetime_minutes",
                HISTORY.incident().from());
        RefusedInterval unknown = new RefusedInterval(
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                Long.MAX_VALUE,
                0,
                "max_lifetime_minutes",
                HISTORY.incident().from());
        SimulationRepository.Statement statement = RefusedUses.sinceExpiry(
                List.of(leaked, unknown),
                HISTORY.incident().from(),
                HISTORY.incident().to(),
                caller);

        assertThat(plan(statement)).contains("audit_trail_use_v3_0_").doesNotContain("Seq Scan on audit_trail");
        if (caller.may(Action.TOKEN_READ)) {
            assertThat(plan(statement)).contains("token_use_day_v1_pkey").doesNotContain("Seq Scan on token_use_day");
        }
    }

    /** With so many intervals, the planner would rather read the whole table and sort it. */
    @Test
    void the_uses_in_many_intervals_are_found_by_key_and_day() {
        List<RefusedInterval> spans = HISTORY.database()
                .jdbc()
                .sql("SELECT token_id, owner_id FROM token_listing_v1, generate_series(1, 40)")
                .query((row, number) -> new RefusedInterval(
                        row.getObject("token_id", UUID.class),
                        row.getObject("owner_id", UUID.class),
                        0,
                        Long.MAX_VALUE,
                        0,
                        "max_lifetime_minutes",
                        HISTORY.incident().from()))
                .list();
        SimulationRepository.Statement statement = RefusedUses.byDay(
                spans, HISTORY.incident().from(), HISTORY.incident().to(), Callers.auditor());

        assertThat(plan(statement))
                .contains("token_use_day_v1_pkey", "token_use_day_v1_long", "audit_trail_use_v3_0_token_id_place_idx")
                .doesNotContain("Seq Scan on token_use_day", "Seq Scan on audit_trail");
    }

    /** The generated history has about a hundred of these events, of which the planner rightly reads all. */
    @Test
    void an_index_can_find_what_happened_before_a_window() {
        long last = HISTORY.database()
                .jdbc()
                .sql("SELECT max(position) FROM policy_event_v1")
                .query(Long.class)
                .single();
        PolicyHistoryRepository.Window newest = new PolicyHistoryRepository.Window(last - 10, last);

        assertThat(planWithoutScans(PolicyHistoryRepository.accountsBefore(newest)))
                .contains("policy_event_v1_pkey", "policy_event_v1_account")
                .doesNotContain("Seq Scan");
        assertThat(planWithoutScans(PolicyHistoryRepository.keysBefore(newest)))
                .contains("policy_event_v1_pkey", "token_history_v1_owner")
                .doesNotContain("Seq Scan");
    }

    private static String planWithoutScans(SimulationRepository.Statement statement) {
        return new TransactionTemplate(HISTORY.database().transactions()).execute(transaction -> {
            HISTORY.database().jdbc().sql("SET LOCAL enable_seqscan = off").update();
            return plan(statement);
        });
    }

    private static String plan(SimulationRepository.Statement statement) {
        return String.join(
                "\n",
                HISTORY.database()
                        .jdbc()
                        .sql("EXPLAIN " + statement.text())
                        .params(statement.values())
                        .query(String.class)
                        .list());
    }
}
