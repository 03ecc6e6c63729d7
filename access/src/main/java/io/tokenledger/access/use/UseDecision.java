package io.tokenledger.access.use;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tokenledger.events.use.MintedToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer to {@link UseToken}. Why a credential was refused stays in the ledger. */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // it travels between processes
public sealed interface UseDecision {
    /** The credential is good and belongs to the caller; an exchange may now sign what {@code minted} says. */
    record Accepted(Caller caller, @Nullable MintedToken minted) implements UseDecision {}

    /** The credential is not good. {@code retryAfter} is set once the address has been refused too often. */
    record Refused(@Nullable Duration retryAfter) implements UseDecision {}

    /** The credential is good, but its account may not enter the workspace. */
    record NotAdmitted() implements UseDecision {}
}
