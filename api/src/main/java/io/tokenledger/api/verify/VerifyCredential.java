package io.tokenledger.api.verify;

import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.events.usage.Channel;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.commandhandling.RoutingKey;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a presented credential is good, and records the asking. Answered by {@link VerificationResult} once the record
 * is as durable as the setting {@code LEDGER_USE_RECORDING} promises.
 *
 * @param workspaceId which workspace the account wants to enter with it; null where none is meant
 * @param mint for an exchange, what the API token to be minted is for
 */
public record VerifyCredential(
        PresentedCredential credential,
        Channel channel,
        RequestOrigin origin,
        @Nullable String target,
        @Nullable UUID workspaceId,
        @Nullable Mint mint) {

    /** An API token for this audience, alive for this long. */
    public record Mint(String audience, Duration lifetime) {}

    @RoutingKey
    public String routingKey() {
        return credential.routingKey();
    }
}
