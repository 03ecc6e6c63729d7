package io.tokenledger.authentication.lookup;

import io.tokenledger.api.text.NormalizedName;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.events.SecretDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The API keys that the door asks about, most of them in {@link EpochCache}. */
@Component
public class CredentialCache {
    private final CredentialRepository table;
    private final EpochCache<CredentialRecord> memory;

    CredentialCache(CredentialRepository table, CredentialProperties settings) {
        this.table = table;
        this.memory = new EpochCache<>(settings.cachedKeys(), table::find);
    }

    /** The key as it stands after everything that this process has acknowledged; deleted ones included. */
    public Optional<CredentialRecord> find(UUID tokenId) {
        return memory.find(tokenId);
    }

    /** The key as it is stored now: also of a change that another request has committed and not yet acknowledged. */
    public Optional<CredentialRecord> read(UUID tokenId) {
        return table.find(tokenId);
    }

    /** A living key of this account by id or, where the text is no id of its own, by name. */
    public Optional<CredentialRecord> findLiving(UUID ownerId, String idOrName) {
        Optional<CredentialRecord> byId = ResourceIds.parse(idOrName)
                .flatMap(table::find)
                .filter(found -> !found.deleted() && found.ownerId().equals(ownerId));
        return byId.isPresent() ? byId : table.findLiving(ownerId, NormalizedName.of(idOrName));
    }

    /** Locks the account until the transaction ends: other changes of it, and other new keys for it, wait. */
    public KeyOwnerState lockOwner(UUID ownerId) {
        return table.lockOwner(ownerId);
    }

    /** Ids of the account's living keys. */
    public List<UUID> livingOf(UUID ownerId) {
        return table.livingOf(ownerId);
    }

    /** Keys that are not deleted and whose current or retained secret has one of these digests, as they are stored now. */
    public List<CredentialRecord> withDigests(List<SecretDigest> digests) {
        return table.withDigests(digests);
    }

    public void forget(UUID tokenId) {
        memory.forget(tokenId);
    }

    public void forgetAll() {
        memory.forgetAll();
    }
}
