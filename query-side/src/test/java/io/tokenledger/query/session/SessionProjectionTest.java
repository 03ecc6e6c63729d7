package io.tokenledger.query.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.PasswordChanged;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionProjectionTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ProjectionFixture sessions =
            new ProjectionFixture(DATABASE, new SessionProjection(DATABASE.template()));
    private final UUID account = UUID.randomUUID();

    private static Stream<Function<UUID, Object>> eventsThatEndAllSessions() {
        return Stream.of(
                account -> new SessionsEnded(account, 2, null),
                PasswordChanged::new,
                account -> new AccountDeactivated(account, null),
                AccountDeleted::new);
    }

    @Test
    void a_sign_in_adds_a_session() {
        sessions.at(NOON).given(signedIn("a", NOON.plusSeconds(3_600)));

        assertThat(rows().getFirst())
                .containsEntry("jti", account + "a")
                .containsEntry("created_at", NOON)
                .containsEntry("expires_at", NOON.plusSeconds(3_600))
                .containsEntry("ip", "192.0.2.1")
                .containsEntry("user_agent", "curl/8")
                .containsEntry("ended", false)
                .containsEntry("position", 1L);
    }

    @Test
    void a_sign_in_deletes_the_expired_sessions_of_the_account() {
        sessions.at(NOON).given(signedIn("a", NOON.plusSeconds(10)), signedIn("b", NOON.plusSeconds(60)));

        sessions.at(NOON.plusSeconds(10)).given(signedIn("c", NOON.plusSeconds(90)));

        assertThat(rows()).extracting(row -> row.get("jti")).containsExactly(account + "b", account + "c");
    }

    @Test
    void signing_out_ends_one_session() {
        sessions.at(NOON).given(signedIn("a", NOON.plusSeconds(60)), signedIn("b", NOON.plusSeconds(60)));

        sessions.given(new ApiTokenRevoked(
                        account, account + "a", null, "ledger", NOON.plusSeconds(60), NOON.plusSeconds(60), null))
                .redeliver();

        assertThat(rows()).extracting(row -> row.get("ended")).containsExactly(true, false);
    }

    @ParameterizedTest
    @MethodSource("eventsThatEndAllSessions")
    void sessions_that_begin_after_their_end_stay(Function<UUID, Object> end) {
        sessions.at(NOON)
                .given(signedIn("a", NOON.plusSeconds(60)), end.apply(account), signedIn("b", NOON.plusSeconds(60)))
                .redeliver();

        assertThat(rows()).extracting(row -> row.get("ended")).containsExactly(true, false);
    }

    @Test
    void other_accounts_keep_their_sessions() {
        sessions.at(NOON).given(signedIn("a", NOON.plusSeconds(60)), new PasswordChanged(UUID.randomUUID()));

        assertThat(rows()).extracting(row -> row.get("ended")).containsExactly(false);
    }

    private SignedIn signedIn(String suffix, Instant expiresAt) {
        return new SignedIn(account, account + suffix, expiresAt, "192.0.2.1", "curl/8");
    }

    private List<Map<String, Object>> rows() {
        return sessions.rows("SELECT * FROM session_v1 WHERE account_id = ? ORDER BY jti", account);
    }
}
