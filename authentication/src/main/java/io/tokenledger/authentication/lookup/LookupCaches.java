package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.CoherentCache;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.eventstore.serialization.UnknownEvent;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.stereotype.Component;

/**
 * All caches of the lookup tables. The type and id of an aggregate identify an entry, even for an event of a newer
 * build.
 */
@Component
class LookupCaches implements CoherentCache {
    private final CredentialCache credentials;
    private final AccountCache accounts;
    private final RevokedApiTokenCache revoked;
    private final ErasedAccounts erased;

    LookupCaches(
            CredentialCache credentials, AccountCache accounts, RevokedApiTokenCache revoked, ErasedAccounts erased) {
        this.credentials = credentials;
        this.accounts = accounts;
        this.revoked = revoked;
        this.erased = erased;
    }

    @Override
    public void invalidateAll() {
        credentials.invalidateAll();
        accounts.invalidateAll();
        revoked.load();
    }

    @Override
    public void invalidate(DomainEventMessage<?> change) {
        switch (change.getType()) {
            case AggregateTypes.PERSONAL_ACCESS_TOKEN ->
                credentials.invalidate(UUID.fromString(change.getAggregateIdentifier()));
            case AggregateTypes.ACCOUNT -> invalidateAccount(change);
            case AggregateTypes.ORGANIZATION -> invalidateMember(change);
            case AggregateTypes.API_TOKEN -> revoke(change);
            default -> {}
        }
    }

    private void invalidateAccount(DomainEventMessage<?> change) {
        UUID accountId = UUID.fromString(change.getAggregateIdentifier());
        accounts.invalidate(accountId);
        if (change.getPayload() instanceof AccountErased) {
            erased.invalidate(accountId);
        }
    }

    private void invalidateMember(DomainEventMessage<?> change) {
        switch (change.getPayload()) {
            case MemberAdded added -> accounts.invalidate(added.accountId());
            case MemberRoleChanged changed -> accounts.invalidate(changed.accountId());
            case MemberRemoved removed -> accounts.invalidate(removed.accountId());
            case UnknownEvent unknown -> accounts.invalidateAll();
            default -> {}
        }
    }

    private void revoke(DomainEventMessage<?> change) {
        if (change.getPayload() instanceof ApiTokenRevoked event) {
            revoked.add(event);
        } else {
            revoked.load(); // an event of a newer build can revoke API tokens too
        }
    }
}
