package io.tokenledger.authentication.lookup;

import io.tokenledger.api.text.NormalizedName;
import io.tokenledger.api.text.ResourceIds;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The accounts that the door asks about, most of them in {@link EpochCache}. */
@Component
public class AccountCache {
    private final AccountRepository table;
    private final EpochCache<AccountRecord> memory;

    AccountCache(AccountRepository table, CredentialProperties settings) {
        this.table = table;
        this.memory = new EpochCache<>(settings.cachedAccounts(), table::find);
    }

    /** The account as it stands after everything that this process has acknowledged. */
    public Optional<AccountRecord> find(UUID accountId) {
        return memory.find(accountId);
    }

    /** The account as it is stored now: also of a change that another request has committed and not yet acknowledged. */
    public Optional<AccountRecord> read(UUID accountId) {
        return table.find(accountId);
    }

    /** A user by the name that it signs in with. */
    public Optional<AccountRecord> findUser(String username) {
        return table.findByUsername(null, NormalizedName.of(username));
    }

    /** Whom the OpenID Connect provider calls by this subject. */
    public Optional<AccountRecord> findByIdentity(String issuer, String subject) {
        return table.findByIdentity(issuer, subject);
    }

    /** A living service account of the organization, by id or by username. */
    public Optional<AccountRecord> findServiceAccount(UUID organizationId, String idOrUsername) {
        Optional<AccountRecord> byId = ResourceIds.parse(idOrUsername)
                .flatMap(table::find)
                .filter(found -> !found.deleted() && organizationId.equals(found.organizationId()));
        return byId.isPresent() ? byId : table.findByUsername(organizationId, NormalizedName.of(idOrUsername));
    }

    /** Whether this is a ledger in which nobody could sign in yet. */
    public boolean nobodyYet() {
        return table.isEmpty();
    }

    /** Whether nobody at all could sign in, although there are accounts. */
    public boolean nobodyCanSignIn() {
        return table.lacksSignIns();
    }

    /** Called after the commit of whatever changed the account or its memberships, before that is acknowledged. */
    public void forget(UUID accountId) {
        memory.forget(accountId);
    }

    public void forgetAll() {
        memory.forgetAll();
    }
}
