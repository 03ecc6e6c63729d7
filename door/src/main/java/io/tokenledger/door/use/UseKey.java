package io.tokenledger.door.use;

import io.tokenledger.access.limit.ClientNetwork;
import io.tokenledger.events.use.Channel;
import io.tokenledger.events.use.CredentialKind;
import io.tokenledger.events.use.UseRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What two uses must have in common to be counted together. */
sealed interface UseKey {
    /** The key of the window in which such uses are counted with less detail. */
    UseKey at(Detail detail);

    /** Uses that were accepted. */
    record Accepted(
            UUID tokenId,
            int generation,
            Channel channel,
            CredentialKind credential,
            @Nullable String jti,
            String ip,
            @Nullable String userAgent,
            @Nullable String target)
            implements UseKey {
        @Override
        public UseKey at(Detail detail) {
            return switch (detail) {
                case FULL -> this;
                case PER_NETWORK ->
                    new AcceptedInNetwork(tokenId, generation, channel, credential, ClientNetwork.of(ip));
                case TOTAL -> new AcceptedInAll(tokenId, generation);
            };
        }
    }

    /**
     * Uses that were refused. The user agent does not count if no API key is known: each refusal of a flood could otherwise
     * look like the first.
     */
    record Refused(
            @Nullable UUID tokenId,
            @Nullable UUID ownerId,
            UseRefusalReason reason,
            Channel channel,
            String ip,
            @Nullable String userAgent)
            implements UseKey {
        @Override
        public UseKey at(Detail detail) {
            return switch (detail) {
                case FULL -> this;
                case PER_NETWORK -> new RefusedInNetwork(tokenId, ownerId, reason, channel, ClientNetwork.of(ip));
                case TOTAL ->
                    reason == UseRefusalReason.NO_ACCESS
                            ? new NotAdmittedInAll(ownerId)
                            : new RefusedInAll(reason, ClientNetwork.of(ip));
            };
        }
    }

    /** Sign-ins that were refused. The user agent does not count if no account is known, as above. */
    record SignIn(
            @Nullable UUID accountId, String ip, @Nullable String userAgent) implements UseKey {
        @Override
        public UseKey at(Detail detail) {
            return detail == Detail.FULL ? this : new SignInsOfNetwork(accountId, ClientNetwork.of(ip));
        }
    }

    /** A key of an aggregated window. It has no finer one. */
    sealed interface Aggregated extends UseKey {
        @Override
        default UseKey at(Detail detail) {
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

    record NotAdmittedInAll(@Nullable UUID accountId) implements Aggregated {}

    record SignInsOfNetwork(@Nullable UUID accountId, ClientNetwork network) implements Aggregated {}
}
