package io.tokenledger.door.use;

import io.tokenledger.events.use.Channel;
import io.tokenledger.events.use.CredentialKind;
import io.tokenledger.events.use.UseRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What two uses must have in common to be counted together. */
sealed interface UseKey {
    String ip();

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
            implements UseKey {}

    /**
     * Uses that were refused. Where no key is known, or the address is over its limit, the user agent does not count:
     * who floods could otherwise make each refusal look like the first.
     */
    record Refused(
            @Nullable UUID tokenId,
            UseRefusalReason reason,
            Channel channel,
            String ip,
            @Nullable String userAgent) implements UseKey {}

    /** Sign-ins that were refused. Where no account is known the user agent does not count, as above. */
    record SignIn(
            @Nullable UUID accountId, String ip, @Nullable String userAgent) implements UseKey {}
}
