package io.tokenledger.command.credential;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.tokenledger.access.text.NameKey;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The accounts that the door asks about, most of them in memory; see {@link Credentials} for why that is safe. */
@Component
public class Accounts {
    private final AccountTable table;
    private final LoadingCache<UUID, Optional<AccountRecord>> cache;

    Accounts(AccountTable table, CredentialSettings settings) {
        this.table = table;
        this.cache =
                Caffeine.newBuilder().maximumSize(settings.cachedAccounts()).build(table::find);
    }

    /** The account as it stands after everything that this process has acknowledged. */
    public Optional<AccountRecord> find(UUID accountId) {
        return cache.get(accountId);
    }

    /** The account as it is stored now: also of a change that another request has committed and not yet acknowledged. */
    public Optional<AccountRecord> read(UUID accountId) {
        return table.find(accountId);
    }

    public Optional<AccountRecord> findByUsername(String username) {
        return table.findByUsername(NameKey.of(username));
    }

    /** Whether this is a ledger in which nobody could sign in yet. */
    public boolean nobodyYet() {
        return table.isEmpty();
    }

    void forget(UUID accountId) {
        cache.invalidate(accountId);
    }
}
