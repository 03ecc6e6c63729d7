package io.tokenledger.query.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that the policy binds and their administrators, derived from the events so far. Without an organization,
 * the policy binds all accounts of the instance.
 */
final class PolicyDirectory {
    private final @Nullable UUID organizationId;
    private final Map<UUID, String> roles = new HashMap<>();
    private final Set<UUID> superusers = new HashSet<>();
    private final Set<UUID> serviceAccounts = new HashSet<>();
    private final Set<UUID> ownServiceAccounts = new HashSet<>();

    PolicyDirectory(@Nullable UUID organizationId) {
        this.organizationId = organizationId;
    }

    void evolve(HistoricalEvent event) {
        UUID account = event.ownerId();
        if (account == null) {
            return;
        }
        switch (event.action()) {
            case "account.registered" -> {
                setSuperuser(account, event);
                if (event.data().path("kind").asString("").equals("service_account")) {
                    serviceAccounts.add(account);
                }
                if (organizationId != null && organizationId.equals(event.organizationId())) {
                    ownServiceAccounts.add(account);
                }
            }
            case "account.roles_changed" -> setSuperuser(account, event);
            case "organization.member_added", "organization.member_role_changed" -> {
                if (isOfOrganization(event)) {
                    roles.put(account, event.data().get("role").asString());
                }
            }
            case "organization.member_removed" -> {
                if (isOfOrganization(event)) {
                    roles.remove(account);
                }
            }
            default -> {}
        }
    }

    boolean binds(UUID owner) {
        return organizationId == null || roles.containsKey(owner) || ownServiceAccounts.contains(owner);
    }

    boolean administers(@Nullable UUID actor) {
        return actor != null && (superusers.contains(actor) || "organization_admin".equals(roles.get(actor)));
    }

    boolean isServiceAccount(UUID owner) {
        return serviceAccounts.contains(owner);
    }

    private boolean isOfOrganization(HistoricalEvent event) {
        return organizationId != null && organizationId.equals(event.organizationId());
    }

    private void setSuperuser(UUID account, HistoricalEvent event) {
        boolean superuser = event.data()
                .path("roles")
                .valueStream()
                .anyMatch(role -> role.asString().equalsIgnoreCase("superuser"));
        if (superuser) {
            superusers.add(account);
        } else {
            superusers.remove(account);
        }
    }
}
