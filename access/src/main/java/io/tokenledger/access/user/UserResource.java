package io.tokenledger.access.user;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account of family 1, as ZenML's client and server read it. */
public record UserResource(
        UUID id,
        String username,
        String name,
        @Nullable String email,
        @Nullable String avatarUrl,
        boolean isActive,
        boolean isSuperuser,
        boolean isServiceAccount,
        @Nullable UUID organizationId,
        List<String> roles,
        List<Membership> organizations) {

    /** One organization that the account belongs to. */
    public record Membership(UUID id, String name, String role) {}

    public static UserResource of(
            UUID id,
            String username,
            String name,
            @Nullable String email,
            boolean active,
            Set<InstanceRole> roles,
            AccountKind kind) {
        return new UserResource(
                id,
                username,
                name,
                email,
                null,
                active,
                roles.contains(InstanceRole.SUPERUSER),
                kind == AccountKind.SERVICE_ACCOUNT,
                null,
                roles.stream().map(InstanceRole::wire).sorted().toList(),
                List.of());
    }
}
