package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.UseRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The properties in which two uses must agree to be counted together, as in the ledger itself. */
sealed interface WindowKey {
    /** Accepted uses. The {@code jti} is null for a key itself. */
    record Accepted(
            UUID tokenId,
            int generation,
            Channel channel,
            @Nullable String jti,
            String ip,
            @Nullable String agent,
            @Nullable String target)
            implements WindowKey {}

    /** Refused uses; the agent matters only if the key is known. */
    record Refused(
            @Nullable UUID tokenId,
            UseRefusalReason reason,
            Channel channel,
            String ip,
            @Nullable String agent) implements WindowKey {}

    /** Refused sign-ins; the agent matters only if the account is known. */
    record SignIn(
            @Nullable UUID accountId, String ip, @Nullable String agent) implements WindowKey {}
}
