package io.tokenledger.authentication.lookup;

import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.events.account.ApiTokenRevoked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * API tokens that were ended before their expiry. Memory holds all of them, so that a use costs one probe and no statement:
 * they are loaded before the first decision, and added between a commit and its acknowledgement. None is ever taken back, so
 * loading anew only adds.
 */
@Component
@DependsOnDatabaseInitialization
public class RevokedApiTokenCache {
    /** A clock that is set back must not bring back a token that was revoked and then expired. */
    private static final Duration KEPT_LONGER = Duration.ofHours(1);

    private final RevokedApiTokenRepository table;
    private final Clock clock;
    private final int maxPerAccount;
    private final int maxOfAll;
    private final Map<String, Instant> revoked = new ConcurrentHashMap<>();

    RevokedApiTokenCache(RevokedApiTokenRepository table, CredentialProperties settings, Clock clock) {
        this.table = table;
        this.clock = clock;
        this.maxPerAccount = settings.maxRevokedPerAccount();
        this.maxOfAll = settings.maxRevoked();
        load();
    }

    /** Whether the API token was ended, or the one that it was exchanged for. */
    public boolean isRevoked(PresentedApiToken apiToken) {
        String parent = apiToken.parentJti();
        return revoked.containsKey(apiToken.jti()) || (parent != null && revoked.containsKey(parent));
    }

    /**
     * Returns where one more API token of the account may be remembered. Revocations at the same time may exceed the limit by
     * their number.
     *
     * @param session whether it is a session, or was exchanged for one
     * @throws io.tokenledger.api.problem.ProblemException {@code too_many_revocations} past the limit of the account, or of
     *     all accounts
     */
    public void requireRoom(UUID accountId, boolean session) {
        if (revoked.size() >= maxOfAll) {
            throw ProblemCode.TOO_MANY_REVOCATIONS.retryAfter(
                    KEPT_LONGER.toSeconds(), "The ledger remembers as many revoked API tokens as it may.");
        }
        Instant now = clock.instant();
        RevokedApiTokenRepository.OfAccount known = table.count(accountId, session, now);
        if (known.count() >= maxPerAccount) {
            throw ProblemCode.TOO_MANY_REVOCATIONS.retryAfter(
                    Duration.between(now, Objects.requireNonNull(known.firstForgotten()))
                            .toSeconds(),
                    "Too many API tokens of this account were revoked one by one.");
        }
    }

    /** Called after the commit of the revocation, before that is acknowledged. */
    public void add(String jti, Instant rememberUntil) {
        if (clock.instant().isBefore(rememberUntil.plus(KEPT_LONGER))) {
            revoked.put(jti, rememberUntil);
        }
    }

    public void add(ApiTokenRevoked event) {
        add(event.jti(), event.rememberUntil());
    }

    /** Adds what the table holds. */
    public void load() {
        table.forEach(this::add);
    }

    /** Forgets those that have expired long ago, in memory and in the table. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forgetExpired() {
        Instant end = clock.instant().minus(KEPT_LONGER);
        revoked.values().removeIf(until -> !until.isAfter(end));
        table.deleteUntil(end);
    }
}
