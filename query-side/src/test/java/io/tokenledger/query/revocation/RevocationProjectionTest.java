package io.tokenledger.query.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationProjectionTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestDatabase database = Projections.newDatabase(); // positions are unique in one database only
    private final RevocationWatch watch = new RevocationWatch(database.jdbc());
    private final ProjectionFixture feed =
            new ProjectionFixture(database, new RevocationProjection(database.jdbc(), watch)).at(NOON);
    private final UUID key = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();

    @Test
    void only_events_that_end_or_restore_api_tokens_are_items() {
        feed.given(
                SampleEvents.key(key, owner, "laptop", null),
                new TokenDescribed(key, owner, "desktop", null),
                new TokenExpired(key, owner, NOON),
                SampleEvents.user(owner, "florian"));

        assertThat(items()).isEmpty();
    }

    @Test
    void a_rotation_ends_the_generations_before_the_retained_one() {
        feed.given(rotated(2, NOON.plusSeconds(60)), new PreviousSecretRetired(key, owner, 1), rotated(3, null));

        assertThat(items()).extracting(row -> row.get("min_generation")).containsExactly(1, 2, 3);
        assertThat(items().getFirst())
                .containsEntry("position", 1L)
                .containsEntry("api_key_id", key)
                .containsEntry("account_id", owner)
                .containsEntry("recorded_at", NOON);
    }

    @Test
    void an_activation_restores_no_generation_that_a_rotation_has_ended() {
        feed.given(
                new TokenDeactivated(key, owner, null),
                rotated(2, null),
                new TokenActivated(key, owner, null),
                new TokenDeleted(key, owner));

        assertThat(items())
                .extracting(row -> row.get("min_generation"))
                .containsExactly(Revocation.NEVER, Revocation.NEVER, 2, Revocation.NEVER);
    }

    @Test
    void an_account_ends_and_restores_all_its_api_tokens() {
        feed.given(new AccountDeactivated(owner, null), new AccountActivated(owner), new SessionsEnded(owner, 4, null));

        assertThat(items()).extracting(row -> row.get("api_key_id")).containsOnlyNulls();
        assertThat(items())
                .extracting(row -> row.get("min_generation"))
                .containsExactly(Revocation.NEVER, Revocation.ANY, Revocation.ANY);
        assertThat(items()).extracting(row -> row.get("min_session_generation")).containsExactly(null, null, 4);
    }

    @Test
    void one_revoked_api_token_is_an_item_with_its_expiry() {
        Instant expiry = NOON.plusSeconds(3_600);
        feed.given(new ApiTokenRevoked(owner, "jti-1", key, "ledger", expiry, expiry, "lost"));

        assertThat(items().getFirst())
                .containsEntry("jti", "jti-1")
                .containsEntry("expires_at", expiry)
                .containsEntry("account_id", owner)
                .containsEntry("api_key_id", null)
                .containsEntry("min_generation", Revocation.ANY);
    }

    @Test
    void redelivered_events_change_nothing() {
        feed.given(
                new TokenDeactivated(key, owner, null),
                rotated(2, null),
                new TokenActivated(key, owner, null),
                new AccountDeactivated(owner, null));
        List<Map<String, Object>> before = items();

        feed.redeliver();

        assertThat(items()).isEqualTo(before);
    }

    @Test
    void a_waiting_request_is_notified_after_the_commit() {
        watch.start();
        CompletableFuture<Boolean> next = watch.next(Duration.ofMinutes(1));

        feed.given(new TokenDeleted(key, owner));

        assertThat(next).isCompletedWithValue(true);
    }

    private TokenRotated rotated(int generation, @Nullable Instant retainedUntil) {
        return new TokenRotated(
                key, owner, SampleEvents.DIGEST, generation, retainedUntil == null ? 0 : 1, retainedUntil, null);
    }

    private List<Map<String, Object>> items() {
        return feed.rows("SELECT * FROM revocation_v1 ORDER BY position");
    }
}
