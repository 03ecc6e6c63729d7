package io.tokenledger.events.workspace;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The description, address or access for members changed; the event contains all current values. */
@StoredAs("workspace.described")
public record WorkspaceDescribed(
        UUID workspaceId,
        UUID organizationId,
        @Plain String name,
        @Plain @Nullable String description,
        @Plain @Nullable String url,
        boolean openToMembers)
        implements WorkspaceEvent {}
