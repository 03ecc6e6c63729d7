package io.tokenledger.events.workspace;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The description, address or access for members changed; the event contains all current values. */
@StoredAs("workspace.described")
public record WorkspaceDescribed(
        UUID workspaceId,
        UUID organizationId,
        String name,
        @Nullable String description,
        @Nullable String url,
        boolean openToMembers)
        implements WorkspaceEvent {}
