package io.tokenledger.query;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.usage.CredentialKind;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Callers that may read different parts of the tables. */
public final class Callers {
    private Callers() {}

    /** Reads everything. */
    public static Caller auditor() {
        return caller(UUID.randomUUID(), Set.of(InstanceRole.AUDITOR), Map.of());
    }

    /** Reads everything of an organization. */
    public static Caller auditorOf(UUID organization) {
        return caller(UUID.randomUUID(), Set.of(), Map.of(organization, OrganizationRole.ORGANIZATION_AUDITOR));
    }

    /** Reads what concerns this account. */
    public static Caller user(UUID account) {
        return caller(account, Set.of(), Map.of());
    }

    private static Caller caller(UUID account, Set<InstanceRole> roles, Map<UUID, OrganizationRole> memberships) {
        return new Caller(
                account,
                "reader",
                null,
                AccountKind.USER,
                roles,
                null,
                memberships,
                CredentialKind.API_TOKEN,
                null,
                0,
                0,
                null,
                null,
                null,
                null);
    }
}
