package io.tokenledger.historygenerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.events.workspace.WorkspaceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replays a history event by event and fails at the first event that could not have happened. */
final class HistoryChecker {
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final ReferenceLedger ledger = new ReferenceLedger();
    private final Map<String, Long> lengths = new HashMap<>();
    private final Map<String, TokenUsed> minted = new HashMap<>();
    private final Map<List<@Nullable Object>, Instant> opened = new HashMap<>();
    private @Nullable GeneratedEvent previous;

    void check(GeneratedEvent event) {
        checkPlace(event);
        checkCause(event);
        switch (event.event()) {
            case TokenEvent token -> ledger.take(event.at(), token);
            case AccountEvent account -> ledger.take(event.at(), account);
            case OrganizationEvent organization -> ledger.take(organization);
            case WorkspaceEvent workspace -> ledger.take(workspace);
            case UsageEvent use -> checkUse(event, use);
            default -> throw new AssertionError(event);
        }
        previous = event;
    }

    private void checkPlace(GeneratedEvent event) {
        UUID id = event.eventId();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(event.at().toEpochMilli());
        if (previous != null) {
            assertThat(event.at()).isAfterOrEqualTo(previous.at());
            assertThat(id.getMostSignificantBits())
                    .isGreaterThan(previous.eventId().getMostSignificantBits());
        }
        String type = event.aggregateType();
        if (type == null) {
            assertThat(event.aggregateId()).isEqualTo(id.toString());
            assertThat(event.sequence()).isZero();
        } else {
            assertThat(event.sequence()).isEqualTo(lengths.merge(event.aggregateId(), 1L, Long::sum) - 1);
        }
        assertThat(type).isEqualTo(type(event));
    }

    private static @Nullable String type(GeneratedEvent event) {
        return switch (event.event()) {
            case TokenEvent token -> "PersonalAccessToken";
            case OrganizationEvent organization -> "Organization";
            case WorkspaceEvent workspace -> "Workspace";
            case ApiTokenRevoked revoked -> "ApiToken";
            case AccountEvent account -> isOutside(account) ? null : "Account";
            default -> null;
        };
    }

    private static boolean isOutside(AccountEvent event) {
        return List.of("SignedIn", "SessionExchanged", "SignInRefused")
                .contains(event.getClass().getSimpleName());
    }

    private void checkCause(GeneratedEvent event) {
        Map<String, String> cause = event.metadata();
        boolean isRepeat = event.event() instanceof UsageEvent use && isRepeat(event, use.first())
                || event.event() instanceof SignInRefused refused && isRepeat(event, refused.first());
        if (event.aggregateType() == null) {
            assertThat(cause.keySet()).isEqualTo(isRepeat ? Set.of() : Set.of(EventMetadata.CORRELATION_ID));
        }
        String account = cause.get(EventMetadata.ACTOR_ACCOUNT_ID);
        String key = cause.get(EventMetadata.ACTOR_KEY_ID);
        String session = cause.get(EventMetadata.ACTOR_SESSION_ID);
        if (account != null) {
            assertThat(cause).containsKeys(EventMetadata.IP, EventMetadata.CORRELATION_ID);
        }
        if (account != null && key == null && !isConsequence(event)) {
            assertThat(session).isNotNull();
            ledger.assertIsSession(session, UUID.fromString(account), event.at());
        }
        if (account != null && key != null) {
            assertThat(ledger.key(UUID.fromString(key)).owner()).isEqualTo(UUID.fromString(account));
        }
    }

    /** Consequences of a deletion or a removal carry its cause, even after that session has ended. */
    private static boolean isConsequence(GeneratedEvent event) {
        return List.of("TokenDeleted", "AssignmentRemoved")
                .contains(event.event().getClass().getSimpleName());
    }

    private static boolean isRepeat(GeneratedEvent event, Instant first) {
        return first.isBefore(event.at());
    }

    private void checkUse(GeneratedEvent event, UsageEvent use) {
        assertThat(use.first()).isBeforeOrEqualTo(use.last());
        assertThat(use.last()).isBeforeOrEqualTo(event.at());
        assertThat(use.count()).isPositive();
        boolean isRepeat = isRepeat(event, use.first());
        if (isRepeat) {
            assertThat(Duration.between(use.first(), event.at())).isLessThanOrEqualTo(WINDOW.plusSeconds(1));
        } else {
            assertThat(use.count()).isEqualTo(1);
        }
        switch (use) {
            case TokenUsed used -> checkUsed(event, used, isRepeat);
            case TokenUseRefused refused -> checkRefused(event, refused, isRepeat);
        }
    }

    private void checkUsed(GeneratedEvent event, TokenUsed used, boolean isRepeat) {
        for (Instant at : List.of(used.first(), used.last())) {
            ReferenceLedger.Key key = ledger.keyAt(used.tokenId(), at);
            assertThat(key.owner()).isEqualTo(used.ownerId());
            assertThat(key.isGood(used.generation(), at)).as("%s", event).isTrue();
            assertThat(ledger.isAlive(used.ownerId(), at)).as("%s", event).isTrue();
        }
        if (used.credential() == CredentialKind.API_TOKEN) {
            TokenUsed exchange = minted.get(used.jti());
            assertThat(exchange).isNotNull();
            assertThat(exchange.tokenId()).isEqualTo(used.tokenId());
            assertThat(exchange.generation()).isEqualTo(used.generation());
            assertThat(used.last()).isBefore(exchange.minted().expiresAt());
        } else {
            assertThat(used.jti()).isNull();
        }
        if (used.channel() == Channel.WORKSPACE && !isRepeat) {
            UUID workspace = UUID.fromString(used.target().substring("workspace ".length()));
            assertThat(ledger.mayEnter(used.ownerId(), workspace)).isTrue();
        }
        MintedToken token = used.minted();
        assertThat(token != null).isEqualTo(used.channel() == Channel.EXCHANGE);
        if (token != null) {
            checkMinted(used, token);
        } else if (!isRepeat) {
            checkWindow(
                    Arrays.asList(
                            used.tokenId(),
                            used.generation(),
                            used.channel(),
                            used.jti(),
                            used.ip(),
                            used.userAgent(),
                            used.target()),
                    used.first());
        }
    }

    private void checkMinted(TokenUsed used, MintedToken token) {
        Instant end = ledger.key(used.tokenId()).expiresAt();
        assertThat(token.issuedAt()).isBeforeOrEqualTo(used.first());
        assertThat(token.expiresAt()).isBeforeOrEqualTo(token.issuedAt().plusSeconds(3_600));
        assertThat(end == null || !token.expiresAt().isAfter(end)).isTrue();
        assertThat(minted.put(token.jti(), used)).isNull();
    }

    /** An equal use within a minute must be a repeat, not an event of its own. */
    private void checkWindow(List<@Nullable Object> key, Instant first) {
        Instant last = opened.put(key, first);
        assertThat(last == null || !first.isBefore(last.plus(WINDOW)))
                .as("%s", key)
                .isTrue();
    }

    private void checkRefused(GeneratedEvent event, TokenUseRefused refused, boolean isRepeat) {
        UUID id = refused.tokenId();
        UseRefusalReason reason = refused.reason();
        if (reason == UseRefusalReason.REVOKED) {
            assertThat(id).isNull(); // histories revoke only sessions
            assertThat(refused.ownerId()).isNotNull();
            assertThat(refused.fingerprint()).isNull();
            return;
        }
        if (id == null) {
            assertThat(reason).isIn(UseRefusalReason.UNKNOWN, UseRefusalReason.MALFORMED);
            assertThat(refused.fingerprint() == null).isEqualTo(isRepeat);
            return;
        }
        Instant at = refused.last();
        ReferenceLedger.Key key = ledger.keyAt(id, at);
        boolean holds = switch (reason) {
            case DELETED -> key.deleted();
            case DEACTIVATED -> !key.active();
            case EXPIRED -> key.isExpired(at);
            case ACCOUNT_INACTIVE -> !ledger.isAlive(key.owner(), at);
            case RETIRED -> key.generation() > 1 && !(key.generation() == 2 && key.isGood(1, at));
            case NO_ACCESS -> key.active() && !key.deleted() && !key.isExpired(at);
            case WRONG_SECRET, WRONG_AUDIENCE, API_TOKEN_EXPIRED -> true;
            case UNKNOWN, MALFORMED, POLICY, REVOKED -> false; // no history has any of these for a key
        };
        assertThat(holds).as("%s", event).isTrue();
        assertThat(refused.fingerprint()).isNull();
    }
}
