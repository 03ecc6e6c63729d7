package io.tokenledger.authentication.usage;

import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.UseRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fields that uses must have in common to be counted together. */
public sealed interface CoalescingKey {
    /** The key of the window in which such uses are counted with this detail. */
    CoalescingKey at(WindowDetail detail);

    /** Accepted uses. */
    record Accepted(
            UUID tokenId,
            int generation,
            Channel channel,
            CredentialKind credential,
            @Nullable String jti,
            String ip,
            @Nullable String userAgent,
            @Nullable String target)
            implements CoalescingKey {
        @Override
        public CoalescingKey at(WindowDetail detail) {
            return switch (detail) {
                case FULL -> this;
                case PER_NETWORK ->
                    new AcceptedInNetwork(tokenId, generation, channel, credential, ClientNetwork.of(ip));
                case TOTAL -> new AcceptedInAll(tokenId, generation);
            };
        }
    }

    /**
     * Refused uses. The user agent is null if no API key is known. Otherwise each refused use of a flood could look
     * like the first.
     */
    record Refused(
            @Nullable UUID tokenId,
            @Nullable UUID ownerId,
            UseRefusalReason reason,
            Channel channel,
            String ip,
            @Nullable String userAgent)
            implements CoalescingKey {
        @Override
        public CoalescingKey at(WindowDetail detail) {
            return switch (detail) {
                case FULL -> this;
                case PER_NETWORK -> new RefusedInNetwork(tokenId, ownerId, reason, channel, ClientNetwork.of(ip));
                case TOTAL ->
                    reason == UseRefusalReason.NO_ACCESS
                            ? new AllRefusedWithoutAccess(ownerId)
                            : new RefusedInAll(reason, ClientNetwork.of(ip));
            };
        }
    }

    /** Refused sign-ins. The user agent is null if no account is known, for the same reason. */
    record SignIn(
            @Nullable UUID accountId, String ip, @Nullable String userAgent) implements CoalescingKey {
        @Override
        public CoalescingKey at(WindowDetail detail) {
            return detail == WindowDetail.FULL ? this : new SignInsOfNetwork(accountId, ClientNetwork.of(ip));
        }
    }

    /** A key of an aggregated window. It is the same for every detail. */
    sealed interface Aggregated extends CoalescingKey {
        @Override
        default CoalescingKey at(WindowDetail detail) {
            return this;
        }
    }

    record AcceptedInNetwork(
            UUID tokenId, int generation, Channel channel, CredentialKind credential, ClientNetwork network)
            implements Aggregated {}

    record AcceptedInAll(UUID tokenId, int generation) implements Aggregated {}

    record RefusedInNetwork(
            @Nullable UUID tokenId,
            @Nullable UUID ownerId,
            UseRefusalReason reason,
            Channel channel,
            ClientNetwork network)
            implements Aggregated {}

    record RefusedInAll(UseRefusalReason reason, ClientNetwork network) implements Aggregated {}

    record AllRefusedWithoutAccess(@Nullable UUID accountId) implements Aggregated {}

    record SignInsOfNetwork(@Nullable UUID accountId, ClientNetwork network) implements Aggregated {}
}
