package io.tokenledger.console.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the field of a form that a problem is about. The API names its own field, or says what is wrong in words. Forms
 * that ask for the same value may have different names for it, so there can be several.
 */
final class FormFields {
    private static final Pattern NAMED = Pattern.compile("'([a-z_]+)'");

    /** Fields of the API whose names on the forms differ. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("max_lifetime_minutes", List.of("lifetime")),
            Map.entry("max_idle_days", List.of("idleDays")),
            Map.entry("max_keys_per_account", List.of("maxKeys")),
            Map.entry("token", List.of("value")),
            Map.entry("owner", List.of("value")),
            Map.entry("ip", List.of("value")),
            Map.entry("api_token", List.of("value")),
            Map.entry("expires_in_minutes", List.of("expiry")),
            Map.entry("expires_at", List.of("date", "expiry")),
            Map.entry("min_use_retention_days", List.of("keepDays")));

    private static final Set<String> SAME_NAMES = Set.of(
            "id",
            "subject",
            "as_of",
            "from",
            "to",
            "title",
            "text",
            "conclusion",
            "reason",
            "name",
            "description",
            "username",
            "email",
            "url",
            "format",
            "target",
            "secret");

    private static final Map<Pattern, List<String>> PHRASES = phrases();

    private FormFields() {}

    /** The names of the field; empty if the problem is about no single field. */
    static List<String> of(String problem) {
        return PHRASES.entrySet().stream()
                .filter(phrase -> phrase.getKey().matcher(problem).find())
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseGet(() -> named(problem));
    }

    private static List<String> named(String problem) {
        return NAMED.matcher(problem)
                .results()
                .map(found -> found.group(1))
                .map(field -> SAME_NAMES.contains(field) ? List.of(field) : NAMES.getOrDefault(field, List.of()))
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static Map<Pattern, List<String>> phrases() {
        Map<Pattern, List<String>> phrases = new LinkedHashMap<>();
        phrases.put(Pattern.compile("current password"), List.of("current"));
        phrases.put(Pattern.compile("passwords are not the same"), List.of("again"));
        phrases.put(Pattern.compile("^A password must"), List.of("password", "new"));
        phrases.put(
                Pattern.compile("this username|no such (user|account)|a member of|a role on the instance"),
                List.of("account"));
        phrases.put(Pattern.compile("with the username|^A username"), List.of("username"));
        phrases.put(Pattern.compile("with the id"), List.of("id"));
        phrases.put(Pattern.compile("with the name|organization named|^The name of"), List.of("name"));
        phrases.put(Pattern.compile("the target|^The target"), List.of("target"));
        phrases.put(Pattern.compile("^The longest lifetime"), List.of("lifetime"));
        phrases.put(Pattern.compile("^The days without use"), List.of("idleDays"));
        phrases.put(Pattern.compile("^The number of tokens"), List.of("maxKeys"));
        phrases.put(Pattern.compile("^The days for which uses are kept"), List.of("keepDays"));
        phrases.put(Pattern.compile("a date\\b|the date\\b"), List.of("date"));
        phrases.put(Pattern.compile("since then|since when"), List.of("from"));
        phrases.put(Pattern.compile("\\b(expiry|lifetime)\\b"), List.of("expiry"));
        return phrases;
    }
}
