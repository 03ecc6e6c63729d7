package io.tokenledger.query.audittrail.format;

import static io.tokenledger.query.audittrail.format.Severity.HIGH;
import static io.tokenledger.query.audittrail.format.Severity.INFORMATIONAL;
import static io.tokenledger.query.audittrail.format.Severity.LOW;
import static io.tokenledger.query.audittrail.format.Severity.MEDIUM;
import static java.util.Map.entry;

import java.util.Map;

/**
 * What an action is called in front of people, and how severe it is. Medium is what an analyst would want to count (refusals)
 * or to confirm (who may do what, what left the ledger); high is one act on many keys at once, or a signal that has no
 * everyday reason. A refusal is an action of its own in the trail, so the action says the outcome too.
 */
record Meaning(String caption, Severity severity) {
    private static final Map<String, Meaning> BY_ACTION = Map.ofEntries(
            entry("token.created", new Meaning("API key created", LOW)),
            entry("token.described", new Meaning("API key described", INFORMATIONAL)),
            entry("token.rotated", new Meaning("API key rotated", LOW)),
            entry("token.previous_secret_retired", new Meaning("Previous secret of API key retired", INFORMATIONAL)),
            entry("token.deactivated", new Meaning("API key deactivated", LOW)),
            entry("token.activated", new Meaning("API key activated", LOW)),
            entry("token.expired", new Meaning("API key expired", INFORMATIONAL)),
            entry("token.deleted", new Meaning("API key deleted", LOW)),
            entry("token.used", new Meaning("Credential accepted", INFORMATIONAL)),
            entry("token.use_refused", new Meaning("Credential refused", MEDIUM)),
            entry("account.registered", new Meaning("Account registered", LOW)),
            entry("account.described", new Meaning("Account described", INFORMATIONAL)),
            entry("account.roles_changed", new Meaning("Roles of account changed", MEDIUM)),
            entry("account.identity_linked", new Meaning("Identity linked to account", MEDIUM)),
            entry("account.password_changed", new Meaning("Password changed", LOW)),
            entry("account.deactivated", new Meaning("Account deactivated", LOW)),
            entry("account.activated", new Meaning("Account activated", LOW)),
            entry("account.deleted", new Meaning("Account deleted", LOW)),
            entry("account.session_exchanged", new Meaning("Session exchanged", INFORMATIONAL)),
            entry("account.api_token_revoked", new Meaning("API token revoked", LOW)),
            entry("account.sessions_ended", new Meaning("All sessions ended", LOW)),
            entry("account.signed_in", new Meaning("Signed in", INFORMATIONAL)),
            entry("account.sign_in_refused", new Meaning("Sign-in refused", MEDIUM)),
            entry("organization.created", new Meaning("Organization created", LOW)),
            entry("organization.described", new Meaning("Organization described", INFORMATIONAL)),
            entry("organization.member_added", new Meaning("Member added to organization", LOW)),
            entry("organization.member_removed", new Meaning("Member removed from organization", LOW)),
            entry("organization.member_role_changed", new Meaning("Role of member changed", MEDIUM)),
            entry("organization.token_policy_changed", new Meaning("Token policy changed", MEDIUM)),
            entry("workspace.created", new Meaning("Workspace created", LOW)),
            entry("workspace.described", new Meaning("Workspace described", INFORMATIONAL)),
            entry("workspace.account_assigned", new Meaning("Account assigned to workspace", LOW)),
            entry("workspace.assignment_removed", new Meaning("Assignment to workspace removed", LOW)),
            entry("ledger.audit_read", new Meaning("Audit trail read", INFORMATIONAL)),
            entry("ledger.exported", new Meaning("Audit trail exported", MEDIUM)),
            entry("ledger.replayed", new Meaning("Replay begun", LOW)),
            entry("ledger.exposure_reported", new Meaning("Exposure reported", MEDIUM)),
            entry("ledger.policy_simulated", new Meaning("Token policy simulated", INFORMATIONAL)),
            entry("ledger.sink_rewound", new Meaning("Sink rewound", LOW)),
            entry("ledger.bulk_act_begun", new Meaning("Bulk act begun", HIGH)),
            entry("signal.dormant_key_wakes", new Meaning("Dormant API key used", MEDIUM)),
            entry("signal.first_seen_network", new Meaning("API key used from a network for the first time", MEDIUM)),
            entry("signal.first_seen_agent", new Meaning("API key used by an agent for the first time", MEDIUM)),
            entry("signal.dead_value_used", new Meaning("Dead value of API key used", HIGH)),
            entry("signal.refusal_burst", new Meaning("Burst of refusals", HIGH)),
            entry("signal.many_networks", new Meaning("API key used from many networks at once", HIGH)));

    /** @throws IllegalArgumentException for what is neither an action of the alphabet nor a signal: a test holds the two together */
    static Meaning of(String action) {
        Meaning meaning = BY_ACTION.get(action);
        if (meaning == null) {
            throw new IllegalArgumentException("No meaning of " + action + ": add it to " + Meaning.class.getName());
        }
        return meaning;
    }
}
