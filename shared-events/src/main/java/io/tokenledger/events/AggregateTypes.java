package io.tokenledger.events;

import java.util.Set;

/** How the aggregates are called in what is stored, for ever: whatever their classes will be called. */
public final class AggregateTypes {
    public static final String ACCOUNT = "Account";
    public static final String API_TOKEN = "ApiToken";
    public static final String ORGANIZATION = "Organization";
    public static final String PERSONAL_ACCESS_TOKEN = "PersonalAccessToken";
    public static final String WORKSPACE = "Workspace";
    public static final Set<String> ALL = Set.of(ACCOUNT, API_TOKEN, ORGANIZATION, PERSONAL_ACCESS_TOKEN, WORKSPACE);

    private AggregateTypes() {}
}
