package io.tokenledger.query.audittrail.format;

import static io.tokenledger.query.audittrail.format.OcsfClass.ACCOUNT_CHANGE;
import static io.tokenledger.query.audittrail.format.OcsfClass.API_ACTIVITY;
import static io.tokenledger.query.audittrail.format.OcsfClass.AUTHENTICATION;
import static io.tokenledger.query.audittrail.format.OcsfClass.DETECTION_FINDING;
import static io.tokenledger.query.audittrail.format.OcsfClass.ENTITY_MANAGEMENT;
import static io.tokenledger.query.audittrail.format.OcsfClass.GROUP_MANAGEMENT;
import static io.tokenledger.query.audittrail.format.OcsfClass.USER_ACCESS;
import static java.util.Map.entry;

import io.tokenledger.query.audittrail.AuditRow;
import java.util.Map;

/**
 * Maps each entry to an OCSF class and activity.
 *
 * <p>Sign-ins and exchanges are authentication, whether accepted or refused, because they give a session. Every other
 * use of a credential is API activity, with a refusal as a failure. Accepted and refused uses of one kind are thus
 * counted in one class, and a million uses are not a million log-ons. Changes to an account are account change. API
 * keys, organizations, workspaces and policies are managed entities. Memberships and assignments are group management:
 * an account is added to an organization or a workspace in a role. Roles on the ledger itself are user privileges.
 * Operator audit events are API activity, as in the audit trails of cloud providers; datastore activity would require
 * the name of a database. A signal is always a new finding.
 */
final class OcsfActivities {
    private static final OcsfActivity LOGON = new OcsfActivity(AUTHENTICATION, 1, "Logon");
    private static final OcsfActivity LOGOFF = new OcsfActivity(AUTHENTICATION, 2, "Logoff");
    private static final OcsfActivity ENTITY_CREATE = new OcsfActivity(ENTITY_MANAGEMENT, 1, "Create");
    private static final OcsfActivity ENTITY_UPDATE = new OcsfActivity(ENTITY_MANAGEMENT, 3, "Update");
    private static final OcsfActivity GROUP_ADD_USER = new OcsfActivity(GROUP_MANAGEMENT, 3, "Add User");
    private static final OcsfActivity GROUP_REMOVE_USER = new OcsfActivity(GROUP_MANAGEMENT, 4, "Remove User");
    private static final OcsfActivity API_READ = new OcsfActivity(API_ACTIVITY, 2, "Read");
    private static final OcsfActivity API_UPDATE = new OcsfActivity(API_ACTIVITY, 3, "Update");
    private static final OcsfActivity API_DELETE = new OcsfActivity(API_ACTIVITY, 4, "Delete");
    private static final OcsfActivity API_USE = OcsfActivity.other(API_ACTIVITY, "Use");

    private static final OcsfActivity FINDING_CREATE = new OcsfActivity(DETECTION_FINDING, 1, "Create");

    private static final Map<String, OcsfActivity> BY_ACTION = Map.ofEntries(
            entry("token.created", ENTITY_CREATE),
            entry("token.described", ENTITY_UPDATE),
            entry("token.rotated", OcsfActivity.other(ENTITY_MANAGEMENT, "Rotate")),
            entry("token.previous_secret_retired", OcsfActivity.other(ENTITY_MANAGEMENT, "Retire Previous Secret")),
            entry("token.deactivated", new OcsfActivity(ENTITY_MANAGEMENT, 9, "Disable")),
            entry("token.activated", new OcsfActivity(ENTITY_MANAGEMENT, 8, "Enable")),
            entry("token.expired", OcsfActivity.other(ENTITY_MANAGEMENT, "Expire")),
            entry("token.deleted", new OcsfActivity(ENTITY_MANAGEMENT, 4, "Delete")),
            entry("token.used", API_USE),
            entry("token.use_refused", API_USE),
            entry("account.registered", new OcsfActivity(ACCOUNT_CHANGE, 1, "Create")),
            entry("account.described", OcsfActivity.other(ACCOUNT_CHANGE, "Describe")),
            entry("account.roles_changed", OcsfActivity.other(USER_ACCESS, "Change Roles")),
            entry("account.identity_linked", OcsfActivity.other(ACCOUNT_CHANGE, "Link Identity")),
            entry("account.password_changed", new OcsfActivity(ACCOUNT_CHANGE, 3, "Password Change")),
            entry("account.deactivated", new OcsfActivity(ACCOUNT_CHANGE, 5, "Disable")),
            entry("account.activated", new OcsfActivity(ACCOUNT_CHANGE, 2, "Enable")),
            entry("account.deleted", new OcsfActivity(ACCOUNT_CHANGE, 6, "Delete")),
            entry("account.erased", OcsfActivity.other(ACCOUNT_CHANGE, "Erase")),
            entry("account.session_exchanged", LOGON),
            entry("account.api_token_revoked", LOGOFF),
            entry("account.sessions_ended", LOGOFF),
            entry("account.signed_in", LOGON),
            entry("account.sign_in_refused", LOGON),
            entry("organization.created", ENTITY_CREATE),
            entry("organization.described", ENTITY_UPDATE),
            entry("organization.member_added", GROUP_ADD_USER),
            entry("organization.member_removed", GROUP_REMOVE_USER),
            entry("organization.member_role_changed", OcsfActivity.other(GROUP_MANAGEMENT, "Change Role")),
            entry("organization.token_policy_changed", ENTITY_UPDATE),
            entry("workspace.created", ENTITY_CREATE),
            entry("workspace.described", ENTITY_UPDATE),
            entry("workspace.account_assigned", GROUP_ADD_USER),
            entry("workspace.assignment_removed", GROUP_REMOVE_USER),
            entry("token.expiring", OcsfActivity.other(ENTITY_MANAGEMENT, "Give Notice")),
            entry("token.retention_ending", OcsfActivity.other(ENTITY_MANAGEMENT, "Give Notice")),
            entry("token.idle_deactivation_upcoming", OcsfActivity.other(ENTITY_MANAGEMENT, "Give Notice")),
            entry("notice.sent", OcsfActivity.other(ENTITY_MANAGEMENT, "Give Notice")),
            entry("notice.failed", OcsfActivity.other(ENTITY_MANAGEMENT, "Give Notice")),
            entry("notice.preferences_changed", OcsfActivity.other(ACCOUNT_CHANGE, "Change Notices")),
            entry("notice.calendar_feed_reset", OcsfActivity.other(ACCOUNT_CHANGE, "Reset Calendar Feed")),
            entry("notice.calendar_feed_removed", OcsfActivity.other(ACCOUNT_CHANGE, "Remove Calendar Feed")),
            entry("ledger.audit_read", API_READ),
            entry("ledger.exported", API_READ),
            entry("ledger.replayed", OcsfActivity.other(API_ACTIVITY, "Replay")),
            entry("ledger.exposure_reported", API_READ),
            entry("ledger.policy_simulated", API_READ),
            entry("ledger.sink_rewound", OcsfActivity.other(API_ACTIVITY, "Rewind Sink")),
            entry("ledger.sink_added", OcsfActivity.other(API_ACTIVITY, "Add Sink")),
            entry("ledger.sink_changed", OcsfActivity.other(API_ACTIVITY, "Change Sink")),
            entry("ledger.sink_paused", OcsfActivity.other(API_ACTIVITY, "Pause Sink")),
            entry("ledger.sink_resumed", OcsfActivity.other(API_ACTIVITY, "Resume Sink")),
            entry("ledger.sink_removed", OcsfActivity.other(API_ACTIVITY, "Remove Sink")),
            entry("ledger.sink_tested", OcsfActivity.other(API_ACTIVITY, "Test Sink")),
            entry("ledger.case_opened", OcsfActivity.other(API_ACTIVITY, "Open Case")),
            entry("ledger.case_note_added", OcsfActivity.other(API_ACTIVITY, "Add Note to Case")),
            entry("ledger.case_operation_added", OcsfActivity.other(API_ACTIVITY, "Add Operation to Case")),
            entry("ledger.case_closed", OcsfActivity.other(API_ACTIVITY, "Close Case")),
            entry("ledger.case_reopened", OcsfActivity.other(API_ACTIVITY, "Reopen Case")),
            entry("ledger.case_handed_over", API_READ),
            entry("ledger.legal_hold_placed", OcsfActivity.other(API_ACTIVITY, "Place Legal Hold")),
            entry("ledger.legal_hold_released", OcsfActivity.other(API_ACTIVITY, "Release Legal Hold")),
            entry("ledger.encryption_key_rotated", OcsfActivity.other(API_ACTIVITY, "Rotate Encryption Key")),
            entry("ledger.unattributed_texts_erased", OcsfActivity.other(API_ACTIVITY, "Erase Unattributed Texts")),
            entry("ledger.uses_dropped", OcsfActivity.other(API_ACTIVITY, "Drop Uses")),
            entry("token.uses_summarized", OcsfActivity.other(API_ACTIVITY, "Summarize Uses")),
            entry("ledger.bulk_act_begun", OcsfActivity.other(API_ACTIVITY, "Bulk Operation")));

    private OcsfActivities() {}

    /**
     * @throws IllegalArgumentException if the action is not a stored event name or a signal; a test checks that all are
     * mapped
     */
    static OcsfActivity of(AuditRow row) {
        OcsfActivity activity = row.isSignal() ? FINDING_CREATE : BY_ACTION.get(row.action());
        if (activity == null) {
            throw new IllegalArgumentException(
                    "No OCSF activity for " + row.action() + ": add it to " + OcsfActivities.class.getName());
        }
        return activity.equals(API_USE) ? use(row) : activity;
    }

    private static OcsfActivity use(AuditRow row) {
        if ("exchange".equals(OcsfData.text(row, "channel"))) {
            return LOGON;
        }
        String target = OcsfData.target(row);
        return switch (target == null ? "" : target.split(" ", 2)[0]) {
            case "GET", "HEAD" -> API_READ;
            case "PUT", "PATCH" -> API_UPDATE;
            case "DELETE" -> API_DELETE;
            default -> API_USE; // a POST can be any activity
        };
    }
}
