package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.UseRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What two uses must have in common to be counted together, as the command side has it. */
sealed interface WindowKey {
    /** Uses that were accepted. The {@code jti} is null for a key itself. */
    record Accepted(
            UUID tokenId,
            int generation,
            Channel channel,
            @Nullable String jti,
            String ip,
            @Nullable String agent,
            @Nullable String target)
            implements WindowKey {}

    /** Uses that were refused; the agent counts only where the key is known. */
    record Refused(
            @Nullable UUID tokenId,
            UseRefusalReason reason,
            Channel channel,
            String ip,
            @Nullable String agent) implements WindowKey {}

    /** Sign-ins that were refused; the agent counts only where the account is known. */
    record SignIn(
            @Nullable UUID accountId, String ip, @Nullable String agent) implements WindowKey {}
}
