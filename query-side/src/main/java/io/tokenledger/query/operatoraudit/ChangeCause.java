package io.tokenledger.query.operatoraudit;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import org.jspecify.annotations.Nullable;

/**
 * The caller that changes the ledger, the origin of its request, and its reason. A handler that declares it as an argument
 * accepts {@code ?reason=}.
 *
 * @param reason reason as it is recorded; null if the caller gives none
 */
public record ChangeCause(
        Caller caller, RequestOrigin origin, @Nullable String reason) {}
