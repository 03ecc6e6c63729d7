package io.tokenledger.authentication.lookup;

import io.tokenledger.api.text.NormalizedName;
import io.tokenledger.api.text.ResourceIds;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Accounts of the lookup table, cached in an {@link EpochCache}. */
@Component
public class AccountCache {
    private final AccountRepository table;
    private final EpochCache<AccountRecord> cache;

    AccountCache(AccountRepository table, CredentialProperties settings) {
        this.table = table;
        this.cache = new EpochCache<>(settings.cachedAccounts(), table::find);
    }

    /** The account after every change that this process has acknowledged. */
    public Optional<AccountRecord> find(UUID accountId) {
        return cache.find(accountId);
    }

    /** The account as stored now, including a change that another request has committed and not yet acknowledged. */
    public Optional<AccountRecord> read(UUID accountId) {
        return table.find(accountId);
    }

    /** A user by the username of its sign-in. */
    public Optional<AccountRecord> findUser(String username) {
        return table.findUser(NormalizedName.of(username));
    }

    /** The account that is linked to this subject of an OpenID Connect provider. */
    public Optional<AccountRecord> findByIdentity(String issuer, String subject) {
        return table.findByIdentity(issuer, subject);
    }

    /** A service account of the organization that is not deleted, by id, or by username if the text is no id. */
    public Optional<AccountRecord> findServiceAccount(UUID organizationId, String idOrUsername) {
        return ResourceIds.find(
                idOrUsername,
                id -> cache.find(id).filter(found -> !found.deleted() && organizationId.equals(found.organizationId())),
                username -> table.findServiceAccount(organizationId, NormalizedName.of(username)));
    }

    /** Whether this ledger has no account yet. */
    public boolean isEmpty() {
        return table.isEmpty();
    }

    /** Whether no account has a password or a linked identity, so that no user can sign in. */
    public boolean lacksSignIns() {
        return table.lacksSignIns();
    }

    /**
     * Invalidates an account. Called after the commit of a change of the account or its memberships, and before its
     * acknowledgement.
     */
    public void invalidate(UUID accountId) {
        cache.invalidate(accountId);
    }

    public void invalidateAll() {
        cache.invalidateAll();
    }
}
