package io.tokenledger.events.workspace;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that describes the workspace changed; all of it is given as it stands now. */
@StoredAs("workspace.described")
public record WorkspaceDescribed(
        UUID workspaceId,
        UUID organizationId,
        String name,
        @Nullable String description,
        @Nullable String url,
        boolean openToMembers)
        implements WorkspaceEvent {}
