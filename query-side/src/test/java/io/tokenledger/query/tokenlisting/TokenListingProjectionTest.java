package io.tokenledger.query.tokenlisting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.query.projection.ReadModelSchema;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenListingProjectionTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-01-02T10:00:00Z");
    private static final Instant EXPIRY = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant RETAINED = Instant.parse("2026-01-02T11:00:00Z");

    private final ProjectionFixture listing = listingIn(DATABASE);
    private final UUID key = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();
    private final UUID parent = UUID.randomUUID();

    @Test
    void a_new_key_is_active_and_unused() {
        listing.at(CREATED)
                .given(new TokenCreated(key, owner, "laptop", "mine", SampleEvents.DIGEST, 1, EXPIRY, parent));

        assertThat(row())
                .containsEntry("owner_id", owner)
                .containsEntry("name", "laptop")
                .containsEntry("description", "mine")
                .containsEntry("active", true)
                .containsEntry("deleted", false)
                .containsEntry("created_at", CREATED)
                .containsEntry("created_by_key", parent)
                .containsEntry("expires_at", EXPIRY)
                .containsEntry("generation", 1)
                .containsEntry("retain_period_minutes", 0)
                .containsEntry("version", 0L)
                .containsEntry("rotated_at", null)
                .containsEntry("last_used_at", null);
    }

    @Test
    void each_change_of_a_key_changes_its_columns() {
        listing.at(CREATED).given(SampleEvents.key(key, owner, "laptop", null));

        listing.at(CHANGED)
                .given(
                        new TokenDescribed(key, owner, "desktop", "new"),
                        new TokenRotated(key, owner, SampleEvents.DIGEST, 2, 60, RETAINED, EXPIRY),
                        new TokenDeactivated(key, owner, "lost"));
        assertThat(row())
                .containsEntry("name", "desktop")
                .containsEntry("description", "new")
                .containsEntry("generation", 2)
                .containsEntry("retain_period_minutes", 60)
                .containsEntry("retained_until", RETAINED)
                .containsEntry("expires_at", EXPIRY)
                .containsEntry("rotated_at", CHANGED)
                .containsEntry("active", false)
                .containsEntry("activated_at", null);

        listing.given(
                new PreviousSecretRetired(key, owner, 1),
                new TokenActivated(key, owner, "found"),
                new TokenExpired(key, owner, EXPIRY),
                new TokenDeleted(key, owner));
        assertThat(row())
                .containsEntry("retained_until", null)
                .containsEntry("activated_at", CHANGED)
                .containsEntry("active", true)
                .containsEntry("deleted", true)
                .containsEntry("version", 7L);
    }

    @Test
    void the_latest_use_counts_even_if_an_earlier_one_arrives_later() {
        listing.given(
                SampleEvents.key(key, owner, "laptop", null),
                SampleEvents.use(key, owner, CREATED, "192.0.2.1", "curl/8"),
                SampleEvents.use(key, owner, CHANGED, "2001:db8::1", "python/3"));
        listing.given(SampleEvents.use(key, owner, CREATED.plusSeconds(1), "192.0.2.2", null));

        assertThat(row())
                .containsEntry("last_used_at", CHANGED)
                .containsEntry("last_used_ip", "2001:db8::1")
                .containsEntry("last_used_agent", "python/3");
    }

    /** A replay applies the last uses when all keys are written. */
    @Test
    void a_copy_that_collects_its_uses_has_the_same_rows() {
        TestDatabase database = Projections.newDatabase();
        ProjectionFixture copy = listingIn(database);
        UUID other = UUID.randomUUID();
        List<List<Object>> batches = List.of(
                List.of(SampleEvents.key(key, owner, "laptop", null), SampleEvents.key(other, owner, "unused", null)),
                List.of(SampleEvents.use(key, owner, CHANGED, "192.0.2.1", "first of two at this instant")),
                List.of(SampleEvents.use(key, owner, CHANGED, "192.0.2.2", "second")),
                List.of(SampleEvents.use(key, owner, CREATED, "192.0.2.3", "earlier")));

        batches.forEach(batch -> listing.given(batch.toArray()));
        database.template().execute("ALTER TABLE token_listing_use_v1 RENAME TO token_listing_use_v1_unfilled");
        ReadModelSchema.select(new ReadModelSchema.Copy(ReadModelSchema.LIVE, 0, CREATED, false));
        try {
            batches.forEach(batch -> copy.given(batch.toArray()));
        } finally {
            ReadModelSchema.select(null);
        }
        assertThat(copy.rows("SELECT last_used_at FROM token_listing_v1 WHERE last_used_at IS NOT NULL"))
                .isEmpty();
        new LastUseRepository(database.template()).applyCollected();

        assertThat(copy.rows("SELECT * FROM token_listing_use_v1_unfilled")).isEmpty();
        assertThat(copy.rows("SELECT * FROM token_listing_v1 WHERE token_id = ?", key))
                .isEqualTo(rows());
        assertThat(row()).containsEntry("last_used_agent", "first of two at this instant");
    }

    @Test
    void redelivered_events_change_nothing() {
        listing.given(
                SampleEvents.key(key, owner, "laptop", null),
                new TokenDescribed(key, owner, "desktop", null),
                new TokenDeactivated(key, owner, null),
                new TokenActivated(key, owner, null),
                SampleEvents.use(key, owner, CHANGED, "192.0.2.1", null));
        Map<String, Object> before = row();

        listing.redeliver();

        assertThat(row()).isEqualTo(before);
    }

    @Test
    void events_of_an_unlisted_key_add_no_row() {
        listing.given(new TokenDeactivated(key, owner, null), SampleEvents.use(key, owner, CHANGED, "192.0.2.1", null));

        assertThat(rows()).isEmpty();
    }

    private static ProjectionFixture listingIn(TestDatabase database) {
        return new ProjectionFixture(
                database, new TokenListingProjection(database.template(), new LastUseRepository(database.template())));
    }

    private Map<String, Object> row() {
        return rows().getFirst();
    }

    private List<Map<String, Object>> rows() {
        return listing.rows("SELECT * FROM token_listing_v1 WHERE token_id = ?", key);
    }
}
