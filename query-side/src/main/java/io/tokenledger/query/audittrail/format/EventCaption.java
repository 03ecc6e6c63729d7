package io.tokenledger.query.audittrail.format;

import static io.tokenledger.query.audittrail.format.Severity.HIGH;
import static io.tokenledger.query.audittrail.format.Severity.INFORMATIONAL;
import static io.tokenledger.query.audittrail.format.Severity.LOW;
import static io.tokenledger.query.audittrail.format.Severity.MEDIUM;
import static java.util.Map.entry;

import io.tokenledger.api.resource.SignalKind;
import java.util.Map;

/**
 * The display name and severity of an action. Medium events are those that an analyst counts (refusals) or confirms
 * (changes of permissions, exported data). High are bulk operations, and signals without an everyday explanation. A
 * refusal is a separate action in the audit trail, so the action also determines the outcome.
 */
record EventCaption(String caption, Severity severity) {
    private static final Map<String, EventCaption> BY_ACTION = Map.ofEntries(
            entry("token.created", new EventCaption("API key created", LOW)),
            entry("token.described", new EventCaption("Name or description of API key changed", INFORMATIONAL)),
            entry("token.rotated", new EventCaption("API key rotated", LOW)),
            entry(
                    "token.previous_secret_retired",
                    new EventCaption("Previous secret of API key retired", INFORMATIONAL)),
            entry("token.deactivated", new EventCaption("API key deactivated", LOW)),
            entry("token.activated", new EventCaption("API key activated", LOW)),
            entry("token.expired", new EventCaption("API key expired", INFORMATIONAL)),
            entry("token.deleted", new EventCaption("API key deleted", LOW)),
            entry("token.used", new EventCaption("Credential accepted", INFORMATIONAL)),
            entry("token.use_refused", new EventCaption("Credential refused", MEDIUM)),
            entry("account.registered", new EventCaption("Account registered", LOW)),
            entry("account.described", new EventCaption("Name or description of account changed", INFORMATIONAL)),
            entry("account.roles_changed", new EventCaption("Roles of account changed", MEDIUM)),
            entry("account.identity_linked", new EventCaption("Identity linked to account", MEDIUM)),
            entry("account.password_changed", new EventCaption("Password changed", LOW)),
            entry("account.deactivated", new EventCaption("Account deactivated", LOW)),
            entry("account.activated", new EventCaption("Account activated", LOW)),
            entry("account.deleted", new EventCaption("Account deleted", LOW)),
            entry("account.erased", new EventCaption("Personal data of account erased", HIGH)),
            entry("account.session_exchanged", new EventCaption("Session exchanged", INFORMATIONAL)),
            entry("account.api_token_revoked", new EventCaption("API token revoked", LOW)),
            entry("account.sessions_ended", new EventCaption("All sessions ended", LOW)),
            entry("account.signed_in", new EventCaption("Signed in", INFORMATIONAL)),
            entry("account.sign_in_refused", new EventCaption("Sign-in refused", MEDIUM)),
            entry("organization.created", new EventCaption("Organization created", LOW)),
            entry(
                    "organization.described",
                    new EventCaption("Name or description of organization changed", INFORMATIONAL)),
            entry("organization.member_added", new EventCaption("Member added to organization", LOW)),
            entry("organization.member_removed", new EventCaption("Member removed from organization", LOW)),
            entry("organization.member_role_changed", new EventCaption("Role of member changed", MEDIUM)),
            entry("organization.token_policy_changed", new EventCaption("Token policy changed", MEDIUM)),
            entry("workspace.created", new EventCaption("Workspace created", LOW)),
            entry("workspace.described", new EventCaption("Properties of workspace changed", INFORMATIONAL)),
            entry("workspace.account_assigned", new EventCaption("Account assigned to workspace", LOW)),
            entry("workspace.assignment_removed", new EventCaption("Assignment to workspace removed", LOW)),
            entry("token.expiring", new EventCaption("API key expires soon", LOW)),
            entry("token.retention_ending", new EventCaption("Previous secret of API key ends soon", LOW)),
            entry("token.idle_deactivation_upcoming", new EventCaption("Idle API key is deactivated soon", LOW)),
            entry("notice.sent", new EventCaption("Notice sent", INFORMATIONAL)),
            entry("notice.failed", new EventCaption("Notice not sent", LOW)),
            entry("notice.preferences_changed", new EventCaption("Choice of notices changed", INFORMATIONAL)),
            entry("notice.calendar_feed_reset", new EventCaption("Calendar feed reset", LOW)),
            entry("notice.calendar_feed_removed", new EventCaption("Calendar feed removed", LOW)),
            entry("ledger.audit_read", new EventCaption("Audit trail read", INFORMATIONAL)),
            entry("ledger.exported", new EventCaption("Audit trail exported", MEDIUM)),
            entry("ledger.replayed", new EventCaption("Replay started", LOW)),
            entry("ledger.exposure_reported", new EventCaption("Exposure reported", MEDIUM)),
            entry("ledger.policy_simulated", new EventCaption("Token policy simulated", INFORMATIONAL)),
            entry("ledger.sink_rewound", new EventCaption("Sink rewound", LOW)),
            entry("ledger.sink_added", new EventCaption("Sink added", HIGH)),
            entry("ledger.sink_changed", new EventCaption("Sink changed", HIGH)),
            entry("ledger.sink_paused", new EventCaption("Sink paused", HIGH)),
            entry("ledger.sink_resumed", new EventCaption("Sink resumed", MEDIUM)),
            entry("ledger.sink_removed", new EventCaption("Sink removed", HIGH)),
            entry("ledger.sink_tested", new EventCaption("Sink tested", LOW)),
            entry("ledger.case_opened", new EventCaption("Incident case opened", HIGH)),
            entry("ledger.case_note_added", new EventCaption("Note added to an incident case", LOW)),
            entry("ledger.case_operation_added", new EventCaption("Bulk operation added to an incident case", LOW)),
            entry("ledger.case_closed", new EventCaption("Incident case closed", MEDIUM)),
            entry("ledger.case_reopened", new EventCaption("Incident case reopened", MEDIUM)),
            entry("ledger.case_handed_over", new EventCaption("Incident case handed over", HIGH)),
            entry("ledger.legal_hold_placed", new EventCaption("Legal hold placed", HIGH)),
            entry("ledger.legal_hold_released", new EventCaption("Legal hold released", HIGH)),
            entry("ledger.encryption_key_rotated", new EventCaption("Key-encryption key rotated", MEDIUM)),
            entry("ledger.unattributed_texts_erased", new EventCaption("Texts about no known account erased", MEDIUM)),
            entry("ledger.uses_dropped", new EventCaption("Uses dropped after their retention", MEDIUM)),
            entry("token.uses_summarized", new EventCaption("Uses of an API key summarized", INFORMATIONAL)),
            entry("ledger.bulk_act_begun", new EventCaption("Bulk operation started", HIGH)),
            signal(SignalKind.DORMANT_KEY_WAKES, "API key", MEDIUM),
            signal(SignalKind.FIRST_SEEN_NETWORK, "API key", MEDIUM),
            signal(SignalKind.FIRST_SEEN_AGENT, "API key", MEDIUM),
            signal(SignalKind.DEAD_VALUE_USED, "API key", HIGH),
            signal(SignalKind.REFUSAL_BURST, "Credential", HIGH),
            signal(SignalKind.MANY_NETWORKS, "API key", HIGH),
            signal(SignalKind.KEY_CREATED_FROM_NEW_NETWORK, "API key", MEDIUM));

    private static Map.Entry<String, EventCaption> signal(SignalKind kind, String subject, Severity severity) {
        return entry(kind.action(), new EventCaption(subject + " " + kind.caption(), severity));
    }

    /**
     * @throws IllegalArgumentException if the action is neither a stored event name nor a signal; a test checks that
     * all have a caption
     */
    static EventCaption of(String action) {
        EventCaption meaning = BY_ACTION.get(action);
        if (meaning == null) {
            throw new IllegalArgumentException(
                    "No caption for " + action + ": add it to " + EventCaption.class.getName());
        }
        return meaning;
    }
}
