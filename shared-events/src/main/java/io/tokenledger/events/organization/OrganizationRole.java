package io.tokenledger.events.organization;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an account may do in an organization that it belongs to. */
public enum OrganizationRole {
    /** Changes the organization, its members, its rules, its workspaces and its service accounts. */
    ORGANIZATION_ADMIN,
    /** Reads all of that and the members' API keys, changes nothing. */
    ORGANIZATION_AUDITOR,
    /** Enters workspaces. */
    ORGANIZATION_MEMBER;

    /** The stable spelling in events, tables and answers. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
