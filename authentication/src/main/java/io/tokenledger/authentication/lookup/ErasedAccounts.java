package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.events.PersonalText;
import io.tokenledger.eventstore.personaldata.SubjectKeyEraser;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erases what the lookup tables contain about an account, and destroys its key. */
@Component
class ErasedAccounts {
    private final JdbcClient jdbc;
    private final VersionedRows rows;
    private final SubjectKeyEraser keys;
    private final CredentialCache credentials;

    ErasedAccounts(JdbcClient jdbc, VersionedRows rows, SubjectKeyEraser keys, CredentialCache credentials) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.keys = keys;
        this.credentials = credentials;
    }

    /** Erases in the transaction of the event. Can be repeated. */
    void erase(UUID accountId, long version, ApplyMode mode) {
        rows.advance(
                "command_side.account",
                "account_id",
                accountId,
                version,
                mode,
                "username = ?, username_key = ?, name = ?, email = ?, description = ?",
                PersonalText.ERASED,
                mode.uniqueName(PersonalText.ERASED, accountId),
                PersonalText.ERASED,
                PersonalText.ERASED,
                PersonalText.ERASED);
        jdbc.sql("""
                        UPDATE command_side.credential
                        SET name = :erased, name_key = :erased || ' ' || token_id, description = :erased
                        WHERE owner_id = :account""")
                .param("erased", PersonalText.ERASED)
                .param("account", accountId)
                .update();
        keys.destroy(accountId);
    }

    /** Removes the account's keys and texts from the caches of this process. */
    void invalidate(UUID accountId) {
        keys.invalidate(accountId);
        credentials.invalidateAll(); // the cache does not know the keys of an account
    }
}
