package io.tokenledger.events.workspace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an account may do in a workspace. Beyond entering and assigning, the workspace itself says what it means. */
public enum WorkspaceRole {
    WORKSPACE_ADMIN,
    WORKSPACE_EDITOR,
    WORKSPACE_VIEWER;

    /** The stable spelling in events, tables and answers. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
