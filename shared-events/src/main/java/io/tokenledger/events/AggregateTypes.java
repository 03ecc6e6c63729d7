package io.tokenledger.events;

import java.util.Set;

/** Stored names of the aggregate types. They never change, even if the classes are renamed. */
public final class AggregateTypes {
    public static final String ACCOUNT = "Account";
    public static final String API_TOKEN = "ApiToken";
    public static final String LEGAL_HOLD = "LegalHold";
    public static final String ORGANIZATION = "Organization";
    public static final String PERSONAL_ACCESS_TOKEN = "PersonalAccessToken";
    public static final String UNATTRIBUTED_TEXTS = "UnattributedTexts";
    public static final String WORKSPACE = "Workspace";
    public static final Set<String> ALL =
            Set.of(ACCOUNT, API_TOKEN, LEGAL_HOLD, ORGANIZATION, PERSONAL_ACCESS_TOKEN, UNATTRIBUTED_TEXTS, WORKSPACE);

    private AggregateTypes() {}
}
