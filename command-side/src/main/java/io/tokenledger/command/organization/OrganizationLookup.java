package io.tokenledger.command.organization;

import io.tokenledger.api.verify.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Organizations as they stand after every acknowledged command. */
@Component
public class OrganizationLookup {
    private final OrganizationRepository table;

    OrganizationLookup(OrganizationRepository table) {
        this.table = table;
    }

    public Optional<OrganizationRecord> find(UUID organizationId) {
        return table.find(organizationId);
    }

    /** The same, where there must be one. */
    public OrganizationRecord demand(UUID organizationId) {
        return find(organizationId).orElseThrow(Caller::noSuchOrganization);
    }

    /** Those whose rules bind the account's API keys. */
    public List<OrganizationRecord> binding(UUID accountId) {
        return table.binding(accountId);
    }

    /** Those that deactivate keys which nobody uses. */
    public List<OrganizationRecord> withIdleRule() {
        return table.withIdleRule();
    }
}
