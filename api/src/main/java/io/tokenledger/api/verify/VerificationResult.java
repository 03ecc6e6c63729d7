package io.tokenledger.api.verify;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tokenledger.events.usage.MintedToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer to {@link VerifyCredential}. Why a credential was refused stays in the ledger. */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // it travels between processes
public sealed interface VerificationResult {
    /** The credential is good and belongs to the caller; an exchange may now sign what {@code minted} says. */
    record Accepted(Caller caller, @Nullable MintedToken minted) implements VerificationResult {}

    /** The credential is not good. {@code retryAfter} is set once the address has been refused too often. */
    record Refused(@Nullable Duration retryAfter) implements VerificationResult {}

    /** The credential is good, but its account may not enter the workspace. */
    record NotAdmitted() implements VerificationResult {}
}
