package io.tokenledger.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RecordedEvent;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.authentication.coherence.CacheInvalidator;
import io.tokenledger.authentication.coherence.CoherentCache;
import io.tokenledger.authentication.coherence.axonserver.LookupReplayer;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.axonserver.LostEventDetectorOf;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Limits and retention of revoked API tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevokedApiTokenCacheTest {
    private static final Map<String, String> THREE =
            Map.of("test.sides", "1", "ledger.credentials.max-revoked-per-account", "3");

    private final Path data = LedgerUnderTest.newDirectory();
    private LedgerUnderTest ledger;

    @BeforeAll
    void start() {
        ledger = LedgerUnderTest.start(data, THREE);
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    @Test
    void past_the_limit_a_token_of_a_key_is_refused_with_the_way_out_and_other_accounts_are_not() {
        Client user = ledger.newUser();
        String key = user.newKey("looping");
        for (int i = 0; i < 3; i++) {
            revoke(exchange(key)).requireStatus(200);
        }
        String fourth = exchange(key);

        Answer refused = revoke(fourth).requireStatus(429);

        assertThat(refused.text("error_description")).contains("API tokens");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(3_000L, 3_600L);
        user.patch("/users/me/api_keys/looping", Map.of("active", false)).requireStatus(200);
        Client.of(ledger).bearer(fourth).get("/users/me").requireStatus(401);
        revoke(exchange(ledger.newUser().newKey("other"))).requireStatus(200);
    }

    @Test
    void past_the_limit_all_sessions_of_the_account_end_instead_of_one() {
        Client user = ledger.newUser();
        String id = user.id();
        Client kept = user.again();
        for (int i = 0; i < 3; i++) {
            user.again().delete("/auth/session").requireStatus(204);
        }
        kept.get("/users/me").requireStatus(200);

        user.delete("/auth/session").requireStatus(204);

        user.get("/users/me").requireStatus(401);
        kept.get("/users/me").requireStatus(401);
        assertThat(events("account.api_token_revoked", id)).hasSize(3);
        assertThat(events("account.sessions_ended", id)).hasSize(1);
        user.again().get("/users/me").requireStatus(200);
    }

    @Test
    void a_restart_keeps_all_revocations_and_their_expiry_removes_them() {
        Client user = ledger.newUser();
        String id = user.id();
        String token = exchange(user.newKey("remembered"));
        PresentedApiToken presented =
                (PresentedApiToken) ledger.bean(CredentialReader.class).read(Secret.of(token));
        revoke(token).requireStatus(200);

        ledger.stop();
        ledger = LedgerUnderTest.start(data, THREE);

        Client.of(ledger).bearer(token).get("/users/me").requireStatus(401);
        RevokedApiTokenCache revoked = ledger.bean(RevokedApiTokenCache.class);
        assertThat(revoked.isRevoked(presented)).isTrue();

        ledger.clock().travel(Duration.ofMinutes(90)); // expired, but still found in case the clock is set back
        revoked.removeExpired();
        assertThat(revoked.isRevoked(presented)).isTrue();
        revoke(token).requireStatus(200);
        assertThat(events("account.api_token_revoked", id)).hasSize(1);

        ledger.clock().travel(Duration.ofMinutes(31));
        revoked.removeExpired();
        assertThat(revoked.isRevoked(presented)).isFalse();
        assertThat(rows(presented.jti())).isZero();
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
        revoke(token).requireStatus(200);
        assertThat(refusals()).isZero();
        revoke(unsigned).requireStatus(200);
        assertThat(refusals()).isEqualTo(1);
    }

    /** The state with Axon Server after a process ended between an append and the commit of its tables. */
    @Test
    void a_revocation_that_another_process_has_appended_is_made_up_for_once() {
        PresentedApiToken ended = unknown();
        TrackedEventMessage<?> event = revocationOf(ended);
        LookupReplayer applying = new LookupReplayer(
                List.of(ledger.bean(RevokedApiTokenLookupProjection.class)),
                ledger.bean(ParameterResolverFactory.class),
                cacheInvalidator(),
                ledger.bean(TransactionManager.class),
                ledger.bean(EventPositions.class),
                LostEventDetectorOf.ledger(ledger),
                ledger.bean(JdbcClient.class));
        RevokedApiTokenCache revoked = ledger.bean(RevokedApiTokenCache.class);
        assertThat(revoked.isRevoked(ended)).isFalse();

        applying.onEvent(event);
        applying.onEvent(event);

        assertThat(revoked.isRevoked(ended)).isTrue();
        assertThat(rows(ended.jti())).isEqualTo(1);
    }

    /** With events in PostgreSQL, the table changes in the event's own transaction. */
    @Test
    void a_revocation_of_another_process_is_known_once_its_event_is_seen_and_after_a_gap_all_are() {
        RevokedApiTokenCache revoked = ledger.bean(RevokedApiTokenCache.class);
        PresentedApiToken seen = unknown();
        PresentedApiToken missed = unknown();
        CacheInvalidator follower = cacheInvalidator();

        follower.onEvent(revocationOf(seen));
        assertThat(revoked.isRevoked(seen)).isTrue();

        ledger.jdbc()
                .update(
                        "INSERT INTO command_side.revoked_api_token VALUES (?, ?, NULL, ?)",
                        missed.jti(),
                        missed.accountId(),
                        Timestamp.from(missed.expiresAt()));
        assertThat(revoked.isRevoked(missed)).isFalse();
        follower.begin();
        assertThat(revoked.isRevoked(missed)).isTrue();
        assertThat(revoked.isRevoked(seen)).isTrue();
    }

    private CacheInvalidator cacheInvalidator() {
        return new CacheInvalidator(ledger.bean(EventStore.class), ledger.bean(CoherentCache.class));
    }

    private PresentedApiToken unknown() {
        Instant now = ledger.clock().instant();
        return new PresentedApiToken(
                UUID.randomUUID().toString(),
                UUID.randomUUID(),
                "server",
                "server",
                now,
                now.plusSeconds(3_600),
                null,
                0,
                1,
                null);
    }

    private static TrackedEventMessage<?> revocationOf(PresentedApiToken ended) {
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(1),
                new GenericDomainEventMessage<>(
                        AggregateTypes.API_TOKEN,
                        ended.jti(),
                        0,
                        new ApiTokenRevoked(
                                ended.accountId(),
                                ended.jti(),
                                null,
                                "server",
                                ended.expiresAt(),
                                ended.expiresAt(),
                                "lost")));
    }

    private long rows(String jti) {
        return ledger.jdbc()
                .queryForObject("SELECT count(*) FROM command_side.revoked_api_token WHERE jti = ?", Long.class, jti);
    }

    private long refusals() {
        return ledger.events().stream()
                .filter(event -> event.type().equals("token.use_refused"))
                .filter(event -> event.text("channel").equals("revocation"))
                .count();
    }

    private Answer revoke(String token) {
        return Client.of(ledger).form("/oauth2/revoke", Map.of("token", token));
    }

    private String exchange(String key) {
        return Client.of(ledger)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    private List<RecordedEvent> events(String type, String accountId) {
        return ledger.events().stream()
                .filter(event -> event.type().equals(type))
                .filter(event -> event.text("accountId").equals(accountId))
                .toList();
    }
}
