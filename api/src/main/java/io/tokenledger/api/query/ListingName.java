package io.tokenledger.api.query;

/** A listing whose update a write can await. */
public enum ListingName {
    TOKENS("token-listing"),
    ACCOUNTS("account-listing"),
    ORGANIZATIONS("organization-listing"),
    WORKSPACES("workspace-listing"),
    SESSIONS("sessions"),
    LEGAL_HOLDS("legal-holds");

    private final String processor;

    ListingName(String processor) {
        this.processor = processor;
    }

    /** The name of the event processor that updates it. */
    public String processor() {
        return processor;
    }
}
