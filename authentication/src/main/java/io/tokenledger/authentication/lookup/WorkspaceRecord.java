package io.tokenledger.authentication.lookup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace after every acknowledged command.
 *
 * @param url address of the workspace; null if the ledger serves it
 * @param openToMembers whether ordinary members of its organization may enter it without an assignment
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
