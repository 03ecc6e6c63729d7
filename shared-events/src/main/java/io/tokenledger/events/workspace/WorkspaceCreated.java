package io.tokenledger.events.workspace;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace was created.
 *
 * @param url address of the workspace; null if the ledger serves it
 * @param openToMembers whether members of the organization can enter without an assignment
 */
@StoredAs("workspace.created")
public record WorkspaceCreated(
        UUID workspaceId,
        UUID organizationId,
        @Plain String name,
        @Plain @Nullable String description,
        @Plain @Nullable String url,
        boolean openToMembers)
        implements WorkspaceEvent {}
