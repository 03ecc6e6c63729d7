package io.tokenledger.query.tokenlookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.Callers;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A found value is recognized at any age. Noon is hour 12 of a day. */
class TokenLookupTest {
    private final TestDatabase database = Projections.newDatabase();
    private final ProjectionFixture tables = Projections.on(
            database, "account-listing", "organization-listing", "token-listing", "history", "audit-trail");
    private final TokenLookup lookup = new TokenLookup(new TokenLookupRepository(database.jdbc()));
    private final UUID owner = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();

    @Test
    void each_secret_of_a_rotated_key_worked_until_its_retention_ended() {
        create(1, "first");
        rotate(2, 2, "second", hour(20));
        rotate(4, 3, "third", hour(14));

        List<FoundValue> found = find(Callers.auditor(), "first", "second", "third", "never");

        assertThat(found)
                .extracting(FoundValue::valueIs)
                .containsExactly(ValueKind.RETIRED, ValueKind.RETAINED, ValueKind.CURRENT, ValueKind.UNKNOWN);
        assertThat(found).extracting(FoundValue::works).containsExactly(false, true, true, false);
        assertThat(found).extracting(FoundValue::generation).containsExactly(1, 2, 3, null);
        assertThat(found).extracting(FoundValue::workedFrom).containsExactly(hour(1), hour(2), hour(4), null);
        assertThat(found).extracting(FoundValue::workedUntil).containsExactly(hour(4), null, null, null);
        assertThat(found.getFirst().refusedBecause()).isEqualTo(UseRefusalReason.RETIRED);
        assertThat(found).extracting(FoundValue::tokenId).containsExactly(key, key, key, null);
    }

    @Test
    void a_value_of_a_deleted_key_is_known_with_the_time_of_its_end() {
        create(1, "first");
        rotate(2, 2, "second", null);
        tables.at(hour(3)).given(new TokenDeleted(key, owner));

        List<FoundValue> found = find(Callers.auditor(), "first", "second");

        assertThat(found).extracting(FoundValue::valueIs).containsOnly(ValueKind.OF_DELETED_KEY);
        assertThat(found).extracting(FoundValue::workedUntil).containsExactly(hour(2), hour(3));
        assertThat(found).extracting(FoundValue::refusedBecause).containsOnly(UseRefusalReason.DELETED);
    }

    @Test
    void a_key_that_is_deactivated_or_whose_owner_is_stopped_working_then() {
        create(1, "first");
        tables.at(hour(5)).given(new AccountDeactivated(owner, null));
        FoundValue ofTheOwner = find(Callers.auditor(), "first").getFirst();
        assertThat(ofTheOwner.refusedBecause()).isEqualTo(UseRefusalReason.ACCOUNT_INACTIVE);
        assertThat(ofTheOwner.workedUntil()).isEqualTo(hour(5));
        assertThat(ofTheOwner.valueIs()).isEqualTo(ValueKind.CURRENT);

        tables.at(hour(6)).given(new TokenDeactivated(key, owner, null));
        FoundValue ofBoth = find(Callers.auditor(), "first").getFirst();
        assertThat(ofBoth.refusedBecause()).isEqualTo(UseRefusalReason.DEACTIVATED);
        assertThat(ofBoth.workedUntil()).isEqualTo(hour(5));
    }

    @Test
    void an_api_token_ends_with_its_key_its_expiry_or_its_revocation() {
        create(1, "first");
        PresentedApiToken token = apiToken("jti", key, 1, hour(13));
        assertThat(find(token).works()).isTrue();
        assertThat(find(token).valueIs()).isEqualTo(ValueKind.API_TOKEN);

        FoundValue expired = find(new ExpiredApiToken(apiToken("old", key, 1, hour(11))));
        assertThat(expired.refusedBecause()).isEqualTo(UseRefusalReason.API_TOKEN_EXPIRED);
        assertThat(expired.workedUntil()).isEqualTo(hour(11));

        tables.at(hour(9)).given(new ApiTokenRevoked(owner, "jti", key, "aud", hour(13), hour(14), null));
        assertThat(find(token).refusedBecause()).isEqualTo(UseRefusalReason.REVOKED);
        assertThat(find(token).workedUntil()).isEqualTo(hour(9));

        PresentedApiToken other = apiToken("other", key, 1, hour(13));
        rotate(10, 2, "second", null);
        rotate(11, 3, "third", null);
        assertThat(find(other).refusedBecause()).isEqualTo(UseRefusalReason.RETIRED);
        assertThat(find(other).workedUntil()).isEqualTo(hour(10));
    }

    @Test
    void equal_values_and_different_api_tokens_of_one_lookup_each_get_their_own_answer() {
        create(1, "first");
        PresentedApiToken revoked = apiToken("revoked", key, 1, hour(13));
        PresentedApiToken child =
                new PresentedApiToken("child", owner, "issuer", "workspace", hour(2), hour(13), key, 1, 1, "revoked");
        PresentedApiToken living = apiToken("living", key, 1, hour(13));
        tables.at(hour(9)).given(new ApiTokenRevoked(owner, "revoked", key, "aud", hour(13), hour(14), null));

        List<FoundValue> found = lookup.find(
                List.of(living, revoked, child, living, new PresentedKey(key, digest("first"))),
                Callers.auditor(),
                now());

        assertThat(found).extracting(FoundValue::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(found).extracting(FoundValue::works).containsExactly(true, false, false, true, true);
        assertThat(found).extracting(FoundValue::workedUntil).containsExactly(null, hour(9), hour(9), null, null);
        assertThat(found).extracting(FoundValue::audience).containsExactly("aud", "aud", "workspace", "aud", null);
    }

    @Test
    void a_session_ends_with_the_sessions_of_its_account_that_began_before() {
        tables.at(hour(1)).given(SampleEvents.user(owner, "ada"));
        tables.at(hour(2)).given(new SessionsEnded(owner, 1, null));
        tables.at(hour(2)).given(new SignedIn(owner, "session", hour(13), "192.0.2.1", null));
        PresentedApiToken session = apiToken("session", null, 0, hour(13));
        assertThat(find(session).works()).isTrue();

        tables.at(hour(3)).given(new SessionsEnded(owner, 2, null));

        assertThat(find(session).works()).isFalse();
        assertThat(find(session).workedUntil()).isEqualTo(hour(3));
    }

    @Test
    void a_value_that_the_caller_may_not_see_is_as_unknown_as_noise() {
        create(1, "first");

        assertThat(find(Callers.user(UUID.randomUUID()), "first")).containsExactly(FoundValue.unknown(0));
        assertThat(lookup.find(List.of(apiToken("jti", key, 1, hour(13))), Callers.user(UUID.randomUUID()), now()))
                .containsExactly(FoundValue.unknown(0));
        assertThat(find(new UnreadableCredential("fingerprint"))).isEqualTo(FoundValue.unknown(0));
        assertThat(find(Callers.user(owner), "first").getFirst().tokenId()).isEqualTo(key);
    }

    private void create(int at, String secret) {
        tables.at(hour(at))
                .given(
                        SampleEvents.user(owner, "ada"),
                        new TokenCreated(key, owner, "laptop", null, digest(secret), 1, null, null));
    }

    private void rotate(int at, int generation, String secret, Instant retainedUntil) {
        tables.at(hour(at)).given(new TokenRotated(key, owner, digest(secret), generation, 60, retainedUntil, null));
    }

    private List<FoundValue> find(Caller caller, String... secrets) {
        List<PresentedCredential> presented = List.of(secrets).stream()
                .map(secret -> (PresentedCredential) new PresentedKey(key, digest(secret)))
                .toList();
        return lookup.find(presented, caller, now());
    }

    private FoundValue find(PresentedCredential value) {
        return lookup.find(List.of(value), Callers.auditor(), now()).getFirst();
    }

    private PresentedApiToken apiToken(String jti, UUID keyId, int generation, Instant expiresAt) {
        return new PresentedApiToken(jti, owner, "issuer", "aud", hour(2), expiresAt, keyId, generation, 1, null);
    }

    private static SecretDigest digest(String secret) {
        return SecretDigest.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static AsOf now() {
        return new AsOf(hour(12), null);
    }

    private static Instant hour(int hour) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3_600L * hour);
    }
}
