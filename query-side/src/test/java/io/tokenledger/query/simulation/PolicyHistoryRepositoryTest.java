package io.tokenledger.query.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.query.ProjectedHistory;
import io.tokenledger.query.simulation.PolicyHistoryRepository.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A replay that starts at its window finds the same as one that starts at the first event. */
class PolicyHistoryRepositoryTest {
    private static final ProjectedHistory HISTORY = ProjectedHistory.shared();
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final PolicyHistoryRepository history =
            new PolicyHistoryRepository(HISTORY.database().jdbc(), new JsonMapper());

    private static Stream<TokenPolicy> policies() {
        return Stream.of(
                new TokenPolicy(TokenCreation.ALLOWED, 43_200L, null, true, 1_000, null),
                new TokenPolicy(TokenCreation.ALLOWED, null, null, false, 2, null),
                new TokenPolicy(TokenCreation.ADMINS_ONLY, null, null, true, 1_000, null),
                new TokenPolicy(TokenCreation.FORBIDDEN, null, null, true, 1_000, null));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void the_state_before_the_window_is_that_of_a_replay_from_the_start(TokenPolicy policy) {
        List<RefusedInterval> found = new ArrayList<>();
        for (UUID organization : organizations()) {
            for (Instant from : beginnings()) {
                PolicyReplay whole = new PolicyReplay(policy, organization, from, List.of());
                history.read(new Window(0, Long.MAX_VALUE), END, whole::accept);
                PolicyReplay fromWindow = new PolicyReplay(policy, organization, from, List.of());
                Window window = history.window(from, END).orElseThrow();
                history.readAccountsBefore(window, fromWindow::accept);
                history.readKeysBefore(window, key -> fromWindow.addExisting(key.id(), key.ownerId(), key.expiresAt()));
                history.read(window, END, fromWindow::accept);

                assertThat(fromWindow.intervals())
                        .as("organization %s from %s", organization, from)
                        .isEqualTo(whole.intervals());
                assertThat(fromWindow.lifetimes()).isEqualTo(whole.lifetimes());
                assertThat(fromWindow.notIssued()).isEqualTo(whole.notIssued());
                found.addAll(whole.intervals());
            }
        }
        assertThat(found).isNotEmpty();
    }

    /** Some organizations, and the whole instance. */
    private static List<@Nullable UUID> organizations() {
        List<@Nullable UUID> all = new ArrayList<>(HISTORY.database()
                .jdbc()
                .sql("SELECT organization_id FROM organization_listing_v1 ORDER BY organization_id LIMIT 3")
                .query(UUID.class)
                .list());
        all.add(null);
        return all;
    }

    /** Instants of nine policy events, evenly distributed. */
    private static List<Instant> beginnings() {
        return HISTORY.database()
                .jdbc()
                .sql("""
                        SELECT min(recorded_at) FROM (
                            SELECT recorded_at, ntile(9) OVER (ORDER BY position) AS part FROM policy_event_v1) e
                        GROUP BY part ORDER BY part""")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .list();
    }
}
