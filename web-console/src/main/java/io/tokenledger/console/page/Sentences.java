package io.tokenledger.console.page;

import io.tokenledger.api.resource.EndedKey;
import io.tokenledger.api.resource.SignalKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says what an entry of the audit trail is, as a sentence. For keys, the subject is the key that the page names. */
@Component("sentences")
public class Sentences {
    /** The stored names of all events, in the order in which a form offers them. */
    private static final Map<String, String> BY_ACTION = byAction();

    /** What the ledger records instead of a long text that may be a secret. */
    private static final String HIDDEN = "[hidden]";

    private static final String EXPLAINED =
            "[not recorded: it could be a secret, which every reader of the audit trail would see]";

    private static final Map<String, String> BY_SIGNAL = Arrays.stream(SignalKind.values())
            .collect(Collectors.toUnmodifiableMap(SignalKind::action, SignalKind::caption));

    /** The sentence of an entry: what happened, how often, by whom, from where and why. */
    public String of(JsonNode entry) {
        String action = entry.path("action").asString("");
        StringBuilder sentence = new StringBuilder(caption(action));
        long count = entry.path("count").asLong(1);
        if (count > 1) {
            sentence.append(' ').append(count).append(" times");
        }
        if (!entry.path("token_id").isString()) {
            appendObject(sentence, entry);
        }
        boolean isUse = action.equals("token.used") || action.equals("token.use_refused");
        append(
                sentence,
                " by ",
                isUse ? entry.path("user_agent") : entry.path("actor").path("username"));
        append(sentence, " from ", entry.path("ip"));
        if (!entry.path("reason").asString("").isBlank()) {
            sentence.append(sentence.indexOf(": ") < 0 ? ": " : "; ")
                    .append(reason(entry.path("reason").asString()));
        }
        return sentence.toString();
    }

    /** The account that the entry is about, unless it acted itself, or the sink. */
    private static void appendObject(StringBuilder sentence, JsonNode entry) {
        JsonNode account = entry.path("owner_username");
        if (!account.equals(entry.path("actor").path("username"))) {
            append(sentence, ": ", account);
        }
        append(sentence, ": ", entry.path("data").path("sink"));
    }

    /** What happened, without details. */
    public String caption(String action) {
        String caption = BY_ACTION.getOrDefault(action, BY_SIGNAL.get(action));
        return caption == null ? action.replace('.', ' ').replace('_', ' ') : caption;
    }

    /** A sentence of the API in the terms of the pages, divided at its instants. */
    public List<SentencePart> parts(String sentence) {
        return ConsoleTerms.parts(sentence);
    }

    /** A text of the API in the terms of the pages. */
    public String said(String text) {
        return ConsoleTerms.of(text);
    }

    /** The reason of a change. Explains why a part of it is hidden: not even the ledger has it. */
    public String reason(String recorded) {
        return recorded.replace(HIDDEN, EXPLAINED);
    }

    /** The reason of a signal, after the caption of its kind. If a token ended, a new value would not help. */
    public String signalReason(String reason) {
        return EndedKey.of(SignalKind.DEAD_VALUE_USED, reason)
                .map(state -> switch (state) {
                    case DEACTIVATED -> "the token was deactivated";
                    case EXPIRED -> "the token had expired";
                    case DELETED -> "the token was deleted";
                })
                .orElse(reason);
    }

    /** The stored names of the events that have a sentence. */
    public List<String> actions() {
        return List.copyOf(BY_ACTION.keySet());
    }

    /** The stored names that begin with this text, such as {@code token.}. */
    public List<String> actions(String prefix) {
        List<String> actions = new ArrayList<>(BY_ACTION.keySet());
        actions.removeIf(action -> !action.startsWith(prefix));
        return actions;
    }

    private static void append(StringBuilder sentence, String before, JsonNode text) {
        if (text.isString() && !text.asString().isBlank()) {
            sentence.append(before).append(text.asString());
        }
    }

    private static Map<String, String> byAction() {
        Map<String, String> captions = new LinkedHashMap<>();
        captions.put("token.created", "created");
        captions.put("token.described", "renamed or described");
        captions.put("token.rotated", "rotated");
        captions.put("token.previous_secret_retired", "previous value ended");
        captions.put("token.deactivated", "deactivated");
        captions.put("token.activated", "activated");
        captions.put("token.expired", "expired");
        captions.put("token.deleted", "deleted");
        captions.put("token.used", "used");
        captions.put("token.use_refused", "use refused");
        captions.put("account.registered", "account registered");
        captions.put("account.described", "name or description of an account changed");
        captions.put("account.roles_changed", "roles of an account changed");
        captions.put("account.password_changed", "password changed");
        captions.put("account.identity_linked", "identity of a provider linked to an account");
        captions.put("account.deactivated", "account deactivated");
        captions.put("account.activated", "account activated");
        captions.put("account.deleted", "account deleted");
        captions.put("account.erased", "personal data of an account erased");
        captions.put("account.signed_in", "signed in");
        captions.put("account.session_exchanged", "session exchanged for an API token");
        captions.put("account.api_token_revoked", "API token revoked");
        captions.put("account.sessions_ended", "all sessions ended");
        captions.put("account.sign_in_refused", "sign-in refused");
        captions.put("organization.created", "organization created");
        captions.put("organization.described", "name or description of an organization changed");
        captions.put("organization.member_added", "member added to an organization");
        captions.put("organization.member_role_changed", "role of a member changed");
        captions.put("organization.member_removed", "member removed from an organization");
        captions.put("organization.token_policy_changed", "token policy changed");
        captions.put("workspace.created", "workspace created");
        captions.put("workspace.described", "properties of a workspace changed");
        captions.put("workspace.account_assigned", "account assigned to a workspace");
        captions.put("workspace.assignment_removed", "assignment to a workspace removed");
        captions.put("token.expiring", "its expiry was announced");
        captions.put("token.retention_ending", "the end of its previous value was announced");
        captions.put("token.idle_deactivation_upcoming", "its deactivation was announced, because it is not used");
        captions.put("notice.sent", "notice sent");
        captions.put("notice.failed", "notice not sent");
        captions.put("notice.preferences_changed", "choice of notices changed");
        captions.put("notice.calendar_feed_reset", "calendar feed reset");
        captions.put("notice.calendar_feed_removed", "calendar feed removed");
        captions.put("ledger.audit_read", "audit trail read");
        captions.put("ledger.exported", "audit trail exported");
        captions.put("ledger.replayed", "replay started");
        captions.put("ledger.exposure_reported", "exposure report read");
        captions.put("ledger.policy_simulated", "token policy simulated");
        captions.put("ledger.bulk_act_begun", "bulk operation started");
        captions.put("ledger.sink_rewound", "sink set back");
        captions.put("ledger.sink_added", "sink added");
        captions.put("ledger.sink_changed", "sink changed");
        captions.put("ledger.sink_paused", "sink paused");
        captions.put("ledger.sink_resumed", "sink resumed");
        captions.put("ledger.sink_removed", "sink removed");
        captions.put("ledger.sink_tested", "sink tested");
        captions.put("ledger.case_opened", "incident case opened");
        captions.put("ledger.case_note_added", "note added to an incident case");
        captions.put("ledger.case_operation_added", "bulk operation added to an incident case");
        captions.put("ledger.case_closed", "incident case closed");
        captions.put("ledger.case_reopened", "incident case reopened");
        captions.put("ledger.case_handed_over", "incident case handed over");
        captions.put("ledger.legal_hold_placed", "legal hold placed");
        captions.put("ledger.legal_hold_released", "legal hold released");
        captions.put("ledger.encryption_key_rotated", "key-encryption key rotated");
        captions.put("ledger.unattributed_texts_erased", "texts about no known account erased");
        captions.put("ledger.uses_dropped", "uses dropped after their retention");
        captions.put("token.uses_summarized", "uses summarized");
        return captions;
    }
}
