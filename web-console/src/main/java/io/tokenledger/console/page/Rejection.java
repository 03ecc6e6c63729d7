package io.tokenledger.console.page;

import io.tokenledger.console.client.ApiProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.springframework.ui.Model;

/** Shows on a form why the API rejected it. */
public final class Rejection {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("as_of", "the point in time"),
            Map.entry("from", "the beginning"),
            Map.entry("to", "the end"),
            Map.entry("title", "the title"),
            Map.entry("text", "the note"),
            Map.entry("conclusion", "the conclusion"),
            Map.entry("reason", "the reason"),
            Map.entry("name", "the name"),
            Map.entry("description", "the description"),
            Map.entry("username", "the username"),
            Map.entry("role", "the role"),
            Map.entry("format", "the format"),
            Map.entry("target", "the target"),
            Map.entry("token", "the token"),
            Map.entry("owner", "the account"),
            Map.entry("ip", "the address or network"),
            Map.entry("api_token", "the API token"),
            Map.entry("max_idle_days", "the number of days without use"),
            Map.entry("max_lifetime_minutes", "the longest lifetime"),
            Map.entry("max_keys_per_account", "the number of tokens for each account"));

    private Rejection() {}

    /**
     * Sets the status of the answer and the text of the problem.
     *
     * @throws ApiProblemException if the same form with other values cannot succeed
     */
    public static void show(ApiProblemException rejected, HttpServletResponse response, Model page) {
        rejected.rethrowUnlessCorrectable();
        response.setStatus(rejected.status());
        page.addAttribute("problem", inWordsOfForms(rejected.text()));
    }

    /** A problem names fields of the API; the forms have labels. */
    static String inWordsOfForms(String problem) {
        String text = problem;
        for (Map.Entry<String, String> field : LABELS.entrySet()) {
            text = text.replace("'" + field.getKey() + "'", field.getValue());
        }
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A problem that the console finds before it asks the API. */
    public static ApiProblemException because(String problem) {
        return new ApiProblemException(422, "", problem, "");
    }
}
