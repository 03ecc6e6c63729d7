package io.tokenledger.query.sql;

/** Conditions on the action of an entry {@code r}, as literals that the planner matches to partial indexes. */
public final class AuditActions {
    /** Selects entries that are more than a use of a credential: changes, reads and exports. */
    public static final String NO_USE =
            "r.action NOT IN ('token.used', 'token.use_refused', 'account.signed_in', 'account.sign_in_refused',"
                    + " 'account.session_exchanged')";

    /** Selects entries that changed something. */
    public static final String CHANGE = NO_USE
            + " AND r.action NOT IN ('ledger.audit_read', 'ledger.exported', 'ledger.exposure_reported',"
            + " 'ledger.policy_simulated')";

    private AuditActions() {}

    /** The same condition on entries of another alias. */
    public static String noUse(String alias) {
        return NO_USE.replace("r.action", alias + ".action");
    }
}
