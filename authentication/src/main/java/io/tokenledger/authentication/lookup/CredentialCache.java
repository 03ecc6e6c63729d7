package io.tokenledger.authentication.lookup;

import io.tokenledger.api.text.NormalizedName;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.events.SecretDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** API keys of the lookup table, cached in an {@link EpochCache}. */
@Component
public class CredentialCache {
    private final CredentialRepository table;
    private final EpochCache<CredentialRecord> cache;

    CredentialCache(CredentialRepository table, CredentialProperties settings) {
        this.table = table;
        this.cache = new EpochCache<>(settings.cachedKeys(), table::find);
    }

    /** The key after every change that this process has acknowledged; deleted keys included. */
    public Optional<CredentialRecord> find(UUID tokenId) {
        return cache.find(tokenId);
    }

    /** The key as stored now, including a change that another request has committed and not yet acknowledged. */
    public Optional<CredentialRecord> read(UUID tokenId) {
        return table.find(tokenId);
    }

    /** The key after this change or a later one. A process that lost contact with the store may cache an earlier one. */
    public Optional<CredentialRecord> findChanged(UUID tokenId, long version) {
        return cache.find(tokenId).filter(key -> key.version() >= version).or(() -> table.find(tokenId));
    }

    /** A key of this account that is not deleted, by id, or by name if the text is no id. */
    public Optional<CredentialRecord> findLiving(UUID ownerId, String idOrName) {
        return ResourceIds.find(
                idOrName,
                id -> cache.find(id)
                        .filter(found -> !found.deleted() && found.ownerId().equals(ownerId)),
                name -> table.findLiving(ownerId, NormalizedName.of(name)));
    }

    /** Ids of the account's keys that are not deleted. */
    public List<UUID> livingOf(UUID ownerId) {
        return table.livingOf(ownerId);
    }

    /** Keys that are not deleted and whose current or retained secret has one of these digests, as stored now. */
    public List<CredentialRecord> withDigests(List<SecretDigest> digests) {
        return table.withDigests(digests);
    }

    public void invalidate(UUID tokenId) {
        cache.invalidate(tokenId);
    }

    /** Returns an action that caches this row, for after the commit of the transaction that has written it. */
    Runnable replacement(CredentialRecord written) {
        EpochCache.Version before = cache.version(written.tokenId());
        return () -> cache.replace(written.tokenId(), written, before);
    }

    public void invalidateAll() {
        cache.invalidateAll();
    }
}
