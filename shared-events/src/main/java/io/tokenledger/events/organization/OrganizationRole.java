package io.tokenledger.events.organization;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Role of a member in an organization. */
public enum OrganizationRole {
    /** Changes the organization, its members, its token policy, its workspaces and its service accounts. */
    ORGANIZATION_ADMIN,
    /** Reads all of that and the members' API keys, and changes no data. */
    ORGANIZATION_AUDITOR,
    /** Enters workspaces that are open to members. */
    ORGANIZATION_MEMBER;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
