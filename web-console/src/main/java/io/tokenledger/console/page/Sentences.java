package io.tokenledger.console.page;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says what an entry of the audit trail is, as a sentence without a subject. */
@Component("sentences")
public class Sentences {
    private static final Map<String, String> BY_ACTION = Map.ofEntries(
            Map.entry("token.created", "created"),
            Map.entry("token.described", "renamed or described"),
            Map.entry("token.rotated", "rotated"),
            Map.entry("token.previous_secret_retired", "previous value ended"),
            Map.entry("token.deactivated", "deactivated"),
            Map.entry("token.activated", "activated"),
            Map.entry("token.expired", "expired"),
            Map.entry("token.deleted", "deleted"),
            Map.entry("token.used", "used"),
            Map.entry("token.use_refused", "use refused"),
            Map.entry("account.signed_in", "signed in"),
            Map.entry("account.sign_in_refused", "sign-in refused"));

    /** The sentence of an entry: what happened, how often, by whom, from where and why. */
    public String of(JsonNode entry) {
        String action = entry.path("action").asString("");
        StringBuilder sentence = new StringBuilder(caption(action));
        long count = entry.path("count").asLong(1);
        if (count > 1) {
            sentence.append(' ').append(count).append(" times");
        }
        boolean isUse = action.equals("token.used") || action.equals("token.use_refused");
        append(
                sentence,
                " by ",
                isUse ? entry.path("user_agent") : entry.path("actor").path("username"));
        append(sentence, " from ", entry.path("ip"));
        append(sentence, ": ", entry.path("reason"));
        return sentence.toString();
    }

    /** What happened, without details. */
    public String caption(String action) {
        return BY_ACTION.getOrDefault(action, action.replace('.', ' ').replace('_', ' '));
    }

    private static void append(StringBuilder sentence, String before, JsonNode text) {
        if (text.isString() && !text.asString().isBlank()) {
            sentence.append(before).append(text.asString());
        }
    }
}
