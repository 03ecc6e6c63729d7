package io.tokenledger.query.exposure;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what an event did, as the rest of a sentence whose subject is the credential that did it. Pure. */
final class ChangeSentences {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    private static final Map<String, String> BY_ACTION = Map.ofEntries(
            entry("token.created", "created the API key “{token}” of {owner}"),
            entry("token.described", "changed the name or description of the API key “{token}” of {owner}"),
            entry("token.rotated", "rotated the API key “{token}” of {owner}"),
            entry("token.previous_secret_retired", "ended the retention of the API key “{token}” of {owner}"),
            entry("token.deactivated", "deactivated the API key “{token}” of {owner}"),
            entry("token.activated", "activated the API key “{token}” of {owner}"),
            entry("token.expired", "let the API key “{token}” of {owner} expire"),
            entry("token.deleted", "deleted the API key “{token}” of {owner}"),
            entry("account.registered", "created the account {owner}"),
            entry("account.described", "changed the name or description of the account {owner}"),
            entry("account.activated", "activated the account {owner}"),
            entry("account.deactivated", "deactivated the account {owner}"),
            entry("account.deleted", "deleted the account {owner}"),
            entry("account.erased", "erased the personal data of the account {owner}"),
            entry("account.roles_changed", "gave the account {owner} the roles {roles}"),
            entry("account.password_changed", "changed the password of {owner}"),
            entry("account.identity_linked", "linked an identity of a provider to the account {owner}"),
            entry("account.sessions_ended", "ended all sessions of {owner}"),
            entry("account.api_token_revoked", "revoked an API token of {owner}"),
            entry("organization.created", "created the organization “{organization}”"),
            entry("organization.described", "changed the name or description of the organization “{organization}”"),
            entry("organization.member_added", "added {owner} to the organization “{organization}” as {role}"),
            entry("organization.member_role_changed", "made {owner} {role} of the organization “{organization}”"),
            entry("organization.member_removed", "removed {owner} from the organization “{organization}”"),
            entry("organization.token_policy_changed", "changed the token policy of the organization “{organization}”"),
            entry("workspace.created", "created the workspace “{workspace}”"),
            entry("workspace.described", "changed the workspace “{workspace}”"),
            entry("workspace.account_assigned", "assigned {owner} to the workspace “{workspace}” as {role}"),
            entry("workspace.assignment_removed", "removed {owner} from the workspace “{workspace}”"),
            entry("token.expiring", "has the owner told that the API key “{token}” of {owner} expires"),
            entry(
                    "token.retention_ending",
                    "has the owner told that the previous value of the API key “{token}” of {owner} ends"),
            entry(
                    "token.idle_deactivation_upcoming",
                    "has the owner told that the unused API key “{token}” of {owner} is deactivated"),
            entry("notice.sent", "sent a notice about the API key “{token}” of {owner}"),
            entry("notice.failed", "could not send a notice about the API key “{token}” of {owner}"),
            entry("notice.preferences_changed", "changed which notices {owner} receives"),
            entry("notice.calendar_feed_reset", "gave the calendar feed of {owner} a new secret"),
            entry("notice.calendar_feed_removed", "removed the calendar feed of {owner}"),
            entry("ledger.audit_read", "read records of the ledger ({view})"),
            entry("ledger.exported", "exported the audit trail as {format}"),
            entry("ledger.exposure_reported", "made an exposure report"),
            entry("ledger.policy_simulated", "simulated a token policy"),
            entry("ledger.bulk_act_begun", "began a bulk operation ({act}) on {matched} API keys"),
            entry("ledger.replayed", "replayed read models"),
            entry("ledger.sink_added", "added the sink “{sink}”"),
            entry("ledger.sink_changed", "changed the sink “{sink}”"),
            entry("ledger.sink_paused", "paused the sink “{sink}”"),
            entry("ledger.sink_resumed", "resumed the sink “{sink}”"),
            entry("ledger.sink_removed", "removed the sink “{sink}”"),
            entry("ledger.sink_tested", "tested the sink “{sink}”"),
            entry("ledger.sink_rewound", "made the sink “{sink}” send earlier entries again"),
            entry("ledger.case_opened", "opened an incident case"),
            entry("ledger.case_note_added", "added a note to an incident case"),
            entry("ledger.case_operation_added", "added a bulk operation to an incident case"),
            entry("ledger.case_closed", "closed an incident case"),
            entry("ledger.case_reopened", "reopened an incident case"),
            entry("ledger.case_handed_over", "downloaded the evidence of an incident case"),
            entry("ledger.legal_hold_placed", "placed a legal hold"),
            entry("ledger.legal_hold_released", "released a legal hold"),
            entry("ledger.encryption_key_rotated", "rotated the key that protects personal data"),
            entry("ledger.unattributed_texts_erased", "erased the texts of a month about no known account"),
            entry("ledger.uses_dropped", "dropped {entries} entries of uses before {before}, after their retention"));

    private ChangeSentences() {}

    /** The actions that have a sentence. */
    static Set<String> actions() {
        return BY_ACTION.keySet();
    }

    /**
     * The sentence of an event.
     *
     * @param names names and roles by their place; one that is missing shows as "unknown"
     */
    static String of(String action, Map<String, String> names) {
        String sentence = BY_ACTION.getOrDefault(action, "caused the event " + action);
        return NAME.matcher(sentence)
                .replaceAll(place -> Matcher.quoteReplacement(names.getOrDefault(place.group(1), "unknown")));
    }
}
