package io.tokenledger.events.workspace;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/**
 * Role of an account in a workspace. It grants entry, and administrators can assign roles. The workspace itself defines
 * all other permissions.
 */
public enum WorkspaceRole {
    WORKSPACE_ADMIN,
    WORKSPACE_EDITOR,
    WORKSPACE_VIEWER;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
