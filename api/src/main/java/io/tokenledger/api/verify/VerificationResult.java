package io.tokenledger.api.verify;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tokenledger.events.usage.MintedToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of {@link VerifyCredential}. It never contains the reason for which a credential was refused. */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // one process sends it to another
public sealed interface VerificationResult {
    /**
     * The credential is valid and belongs to the caller. An exchange may now sign an API token with the claims
     * {@code minted}.
     */
    record Accepted(Caller caller, @Nullable MintedToken minted) implements VerificationResult {}

    /** The credential is not valid. {@code retryAfter} is set once too many uses from the address were refused. */
    record Refused(@Nullable Duration retryAfter) implements VerificationResult {}

    /** The credential is valid, but its account does not satisfy the {@link AccessRequirement}. */
    record NotAdmitted() implements VerificationResult {}
}
