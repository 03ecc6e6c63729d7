package io.tokenledger.events.workspace;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace exists from now on; without a url it is served by the ledger itself. Open to members means that no assignment is needed to enter it. */
@StoredAs("workspace.created")
public record WorkspaceCreated(
        UUID workspaceId,
        UUID organizationId,
        String name,
        @Nullable String description,
        @Nullable String url,
        boolean openToMembers)
        implements WorkspaceEvent {}
