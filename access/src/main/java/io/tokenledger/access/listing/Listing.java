package io.tokenledger.access.listing;

/** A listing for which a write can wait. */
public enum Listing {
    TOKENS("token-listing"),
    ACCOUNTS("account-listing"),
    ORGANIZATIONS("organization-listing"),
    WORKSPACES("workspace-listing"),
    SESSIONS("sessions");

    private final String processor;

    Listing(String processor) {
        this.processor = processor;
    }

    /** The name of the event processor that writes it. */
    public String processor() {
        return processor;
    }
}
