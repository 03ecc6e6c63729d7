package io.tokenledger.query.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.Callers;
import io.tokenledger.query.ProjectedHistory;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An index finds the uses of the keys that would have expired. */
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
        SimulationRepository.Statement statement = SimulationRepository.lateUses(
                List.of(leaked, unknown),
                HISTORY.incident().from(),
                HISTORY.incident().to(),
                caller);

        String plan = String.join(
                "\n",
                HISTORY.database()
                        .jdbc()
                        .sql("EXPLAIN " + statement.text())
                        .params(statement.values())
                        .query(String.class)
                        .list());

        assertThat(plan).contains("audit_trail_v2_").doesNotContain("Seq Scan on audit_trail");
    }
}
