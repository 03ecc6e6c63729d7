package io.tokenledger.authentication.verify;

import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.events.usage.UseRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The result of {@link CredentialCheck}. */
public sealed interface CheckResult {
    /**
     * The credential is valid.
     *
     * @param owner account to which the credential belongs
     * @param key API key that was presented or exchanged; null for a session
     * @param generation generation of the secret behind the credential; 0 for a session
     */
    record Verified(AccountRecord owner, @Nullable CredentialRecord key, int generation) implements CheckResult {}

    /**
     * The credential is not valid. The reason stays in the ledger.
     *
     * @param tokenId id of the API key; null if it is unknown or there is none
     * @param ownerId id of the account; null if it is unknown
     */
    record Rejected(
            UseRefusalReason reason,
            @Nullable UUID tokenId,
            @Nullable UUID ownerId) implements CheckResult {}
}
