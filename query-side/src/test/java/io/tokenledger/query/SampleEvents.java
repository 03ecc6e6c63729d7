package io.tokenledger.query;

import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events with the components that a test is about; all other components have the same value everywhere. */
public final class SampleEvents {
    public static final SecretDigest DIGEST = new SecretDigest("0".repeat(64));

    private SampleEvents() {}

    public static AccountRegistered user(UUID accountId, String username) {
        return new AccountRegistered(
                accountId, AccountKind.USER, username, "Name of " + username, null, Set.of(), null, null);
    }

    public static AccountRegistered serviceAccount(UUID accountId, String username, UUID organizationId) {
        return new AccountRegistered(
                accountId,
                AccountKind.SERVICE_ACCOUNT,
                username,
                "Name of " + username,
                null,
                Set.of(),
                null,
                organizationId);
    }

    public static TokenCreated key(UUID tokenId, UUID ownerId, String name, @Nullable Instant expiresAt) {
        return new TokenCreated(tokenId, ownerId, name, null, DIGEST, 1, expiresAt, null);
    }

    public static TokenUsed use(UUID tokenId, UUID ownerId, Instant at, String ip, @Nullable String agent) {
        return new TokenUsed(
                tokenId,
                ownerId,
                1,
                Channel.BEARER,
                CredentialKind.API_KEY,
                null,
                ip,
                agent,
                "GET /users/me",
                at,
                at,
                1,
                null);
    }

    public static TokenUseRefused refusal(
            @Nullable UUID tokenId, @Nullable UUID ownerId, UseRefusalReason reason, Instant at, String ip) {
        return new TokenUseRefused(
                tokenId, ownerId, null, reason, Channel.BEARER, ip, "curl/8", "GET /users/me", at, at, 1);
    }
}
