package io.tokenledger.authentication.verify;

import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.events.usage.UseRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the judge finds. */
public sealed interface CheckResult {
    /** Good: it belongs to this account, and to this key where it is of one. */
    record Verified(AccountRecord owner, @Nullable CredentialRecord key, int generation) implements CheckResult {}

    /** Not good, for a reason that stays in the ledger; the key and its owner where they are known. */
    record Rejected(
            UseRefusalReason reason,
            @Nullable UUID tokenId,
            @Nullable UUID ownerId) implements CheckResult {}
}
