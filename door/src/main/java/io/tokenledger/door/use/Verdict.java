package io.tokenledger.door.use;

import io.tokenledger.door.credential.AccountRecord;
import io.tokenledger.door.credential.Credential;
import io.tokenledger.events.use.UseRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the judge finds. */
sealed interface Verdict {
    /** Good: it belongs to this account, and to this key where it is of one. */
    record Good(AccountRecord owner, @Nullable Credential key, int generation) implements Verdict {}

    /** Not good, for a reason that stays in the ledger; the key and its owner where they are known. */
    record Bad(
            UseRefusalReason reason,
            @Nullable UUID tokenId,
            @Nullable UUID ownerId) implements Verdict {}
}
