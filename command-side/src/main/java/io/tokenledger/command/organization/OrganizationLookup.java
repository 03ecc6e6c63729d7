package io.tokenledger.command.organization;

import io.tokenledger.api.verify.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Organizations as they are after every acknowledged command. */
@Component
public class OrganizationLookup {
    private final OrganizationRepository table;

    OrganizationLookup(OrganizationRepository table) {
        this.table = table;
    }

    public Optional<OrganizationRecord> find(UUID organizationId) {
        return table.find(organizationId);
    }

    /** The organization; rejects the request if it does not exist. */
    public OrganizationRecord require(UUID organizationId) {
        return find(organizationId).orElseThrow(Caller::noSuchOrganization);
    }

    /** The organizations whose token policies apply to the account's API keys. */
    public List<OrganizationRecord> binding(UUID accountId) {
        return table.binding(accountId);
    }

    /**
     * Locks the account until the transaction ends, and returns its state with the organizations whose token policies
     * apply to its API keys.
     */
    public LockedKeyOwner lockKeyOwner(UUID accountId) {
        return table.lockKeyOwner(accountId);
    }

    /** The organizations whose token policy deactivates idle keys. */
    public List<OrganizationRecord> withIdleRule() {
        return table.withIdleRule();
    }
}
