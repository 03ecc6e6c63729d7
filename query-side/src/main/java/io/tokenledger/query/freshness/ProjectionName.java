package io.tokenledger.query.freshness;

/** The projections that write the read models. Each read declares the projections that it reads from. */
public enum ProjectionName {
    ACCOUNT_LISTING("account-listing"),
    AUDIT_TRAIL("audit-trail"),
    HISTORY("history"),
    INCIDENT_CASES("incident-cases"),
    LEGAL_HOLDS("legal-holds"),
    NOTICES("notices"),
    ORGANIZATION_LISTING("organization-listing"),
    REVOCATIONS("revocations"),
    SESSIONS("sessions"),
    SIGNALS("signals"),
    SINKS("sinks"),
    TOKEN_LISTING("token-listing"),
    WORKSPACE_LISTING("workspace-listing");

    private final String processor;

    ProjectionName(String processor) {
        this.processor = processor;
    }

    /** The name of the event processor. */
    public String processor() {
        return processor;
    }
}
