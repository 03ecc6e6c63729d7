package io.tokenledger.console.page;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Says a problem of the API in the words of the forms: labels of fields, times as people type them, tokens. */
final class FormWords {
    private static final Pattern FIELD = Pattern.compile("'([a-z_]+)'");
    private static final Pattern CODE = Pattern.compile(" \\((?:creation is )?[a-z]+(?:_[a-z]+)+\\)");
    private static final Pattern LATEST = Pattern.compile(" Send an instant up to \\S+Z\\.");
    private static final Pattern EXAMPLE = Pattern.compile("an instant such as 2026-01-31T12:00:00Z");
    private static final Pattern MINUTES = Pattern.compile("\\b(\\d+) minutes\\b");
    private static final long MINUTES_PER_DAY = 24 * 60;

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("as_of", "As of"),
            Map.entry("id", "Id"),
            Map.entry("subject", "Subject"),
            Map.entry("from", "From"),
            Map.entry("to", "To"),
            Map.entry("title", "Title"),
            Map.entry("text", "Note"),
            Map.entry("conclusion", "Conclusion"),
            Map.entry("reason", "Reason"),
            Map.entry("name", "Name"),
            Map.entry("description", "Description"),
            Map.entry("username", "Username"),
            Map.entry("email", "E-mail address"),
            Map.entry("role", "Role"),
            Map.entry("format", "Format"),
            Map.entry("target", "Target"),
            Map.entry("token", "Token"),
            Map.entry("owner", "Account"),
            Map.entry("ip", "Address or network"),
            Map.entry("api_token", "API token"),
            Map.entry("max_idle_days", "Days without use"),
            Map.entry("max_lifetime_minutes", "Longest lifetime"),
            Map.entry("max_keys_per_account", "Tokens for each account"),
            Map.entry("min_use_retention_days", "Days for which uses are kept"));

    private FormWords() {}

    static String of(String problem) {
        String text = FIELD.matcher(problem)
                .replaceAll(field -> LABELS.getOrDefault(field.group(1), "'" + field.group(1) + "'"));
        text = CODE.matcher(text).replaceAll("");
        text = LATEST.matcher(text).replaceAll("");
        text = EXAMPLE.matcher(text).replaceAll("a day such as 2026-01-31, or a time such as 2026-01-31 14:00");
        text = ConsoleTerms.of(text);
        return MINUTES.matcher(text).replaceAll(FormWords::inDays);
    }

    private static String inDays(MatchResult minutes) {
        long number = Long.parseLong(minutes.group(1));
        return number % MINUTES_PER_DAY == 0 ? number / MINUTES_PER_DAY + " days" : minutes.group();
    }
}
