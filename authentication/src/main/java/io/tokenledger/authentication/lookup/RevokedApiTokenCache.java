package io.tokenledger.authentication.lookup;

import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.AuthenticationLimits;
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
 * API tokens that were revoked before their expiry. Memory holds all of them, so that a verification runs no statement
 * for them. They are loaded before the first verification, and added between the commit of a revocation and its
 * acknowledgement. No revocation is ever undone, so a reload only adds.
 */
@Component
@DependsOnDatabaseInitialization
public class RevokedApiTokenCache {
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

    /** Whether the API token or its parent was revoked. */
    public boolean isRevoked(PresentedApiToken apiToken) {
        String parent = apiToken.parentJti();
        return revoked.containsKey(apiToken.jti()) || (parent != null && revoked.containsKey(parent));
    }

    /**
     * Requires that one more API token of the account may be revoked. Concurrent revocations may exceed the limit by
     * their number.
     *
     * @param session whether the API token is a session, or was exchanged for one
     * @throws io.tokenledger.api.problem.ProblemException {@code too_many_revocations} at the limit of the account, or
     *     of all accounts
     */
    public void requireCapacity(UUID accountId, boolean session) {
        if (revoked.size() >= maxOfAll) {
            throw ProblemCode.TOO_MANY_REVOCATIONS.retryAfter(
                    AuthenticationLimits.REVOCATION_RETENTION.toSeconds(),
                    "The ledger has reached its limit of revoked API tokens.");
        }
        Instant now = clock.instant();
        RevokedApiTokenRepository.RevokedCount known = table.count(accountId, session, now);
        if (known.count() >= maxPerAccount) {
            throw ProblemCode.TOO_MANY_REVOCATIONS.retryAfter(
                    Duration.between(now, Objects.requireNonNull(known.firstRemoval()))
                            .toSeconds(),
                    "This account has reached its limit of API tokens that were revoked one by one.");
        }
    }

    /** Adds a revoked token. Called after the commit of the revocation and before its acknowledgement. */
    public void add(String jti, Instant rememberUntil) {
        if (clock.instant().isBefore(rememberUntil.plus(AuthenticationLimits.REVOCATION_RETENTION))) {
            revoked.put(jti, rememberUntil);
        }
    }

    public void add(ApiTokenRevoked event) {
        add(event.jti(), event.rememberUntil());
    }

    /** Adds all revoked tokens of the table. */
    public void load() {
        table.forEach(this::add);
    }

    /** Removes tokens that expired more than an hour ago, from memory and from the table. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void removeExpired() {
        Instant end = clock.instant().minus(AuthenticationLimits.REVOCATION_RETENTION);
        revoked.values().removeIf(until -> !until.isAfter(end));
        table.deleteUntil(end);
    }
}
