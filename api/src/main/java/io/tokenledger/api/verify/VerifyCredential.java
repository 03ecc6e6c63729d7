package io.tokenledger.api.verify;

import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.events.usage.Channel;
import java.time.Duration;
import org.axonframework.commandhandling.RoutingKey;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a presented credential and records its use. The result is a {@link VerificationResult}, sent once the record
 * is as durable as {@code LEDGER_USE_RECORDING} promises.
 *
 * @param requirement what the account must be allowed to do
 * @param mint the API token that an exchange requests; null for any other use
 */
public record VerifyCredential(
        PresentedCredential credential,
        Channel channel,
        RequestOrigin origin,
        @Nullable String target,
        AccessRequirement requirement,
        @Nullable Mint mint) {

    /** A requested API token: its audience and its lifetime. */
    public record Mint(String audience, Duration lifetime) {}

    @RoutingKey
    public String routingKey() {
        return credential.routingKey();
    }
}
