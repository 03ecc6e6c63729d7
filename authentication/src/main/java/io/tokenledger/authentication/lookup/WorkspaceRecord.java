package io.tokenledger.authentication.lookup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as it stands after every acknowledged command.
 *
 * @param url where it answers; null where the ledger serves it
 * @param openToMembers whether members of its organization need no assignment to enter it
 */
public record WorkspaceRecord(
        UUID workspaceId,
        UUID organizationId,
        String name,
        @Nullable String description,
        @Nullable String url,
        boolean openToMembers,
        Instant createdAt,
        Instant updatedAt) {}
