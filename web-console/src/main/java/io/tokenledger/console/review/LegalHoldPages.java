package io.tokenledger.console.review;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.OrganizationNames;
import io.tokenledger.console.page.Viewer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import tools.jackson.databind.JsonNode;

/** Reads and changes legal holds, and finds the names of what they preserve. */
@Component
class LegalHoldPages {
    private static final String HOLDS = "/ledger/legal_holds";
    /** As many as {@link KeyNames} looks up. */
    private static final int SHOWN = 25;

    private static final int MAX_PAGE = 500;

    private final ApiClient api;
    private final KeyNames names;
    private final OrganizationNames organizations;

    LegalHoldPages(ApiClient api, KeyNames names, OrganizationNames organizations) {
        this.api = api;
        this.names = names;
        this.organizations = organizations;
    }

    String list(boolean released, @Nullable String cursor, Viewer viewer, Visitor visitor, Model page) {
        String path = path(released, cursor, SHOWN);
        JsonNode holds = api.get(visitor, path);
        page.addAttribute("holds", holds);
        page.addAttribute("released", released);
        page.addAttribute("shown", SHOWN);
        page.addAttribute("apiPath", path);
        addNames(holds.get("items"), viewer, visitor, page);
        return "console/review-legal-holds";
    }

    String ask(JsonNode hold, Viewer viewer, Visitor visitor, Model page) {
        page.addAttribute("hold", hold);
        addNames(List.of(hold), viewer, visitor, page);
        return "console/review-legal-hold-release";
    }

    void place(Map<String, String> typed, Visitor visitor) {
        api.change(visitor, "POST", HOLDS, typed);
    }

    void release(UUID id, String reason, Visitor visitor) {
        api.change(visitor, "DELETE", Encoding.path(HOLDS + "/" + id, Map.of("reason", reason)), null);
    }

    /** A hold in force; null if there is none with this id. The ledger limits their number, so this reads few pages. */
    @Nullable
    JsonNode findInForce(UUID id, Visitor visitor) {
        String cursor = null;
        do {
            JsonNode holds = api.get(visitor, path(false, cursor, MAX_PAGE));
            for (JsonNode hold : holds.get("items")) {
                if (hold.get("id").asString().equals(id.toString())) {
                    return hold;
                }
            }
            cursor = holds.path("next_cursor").asString(null);
        } while (cursor != null);
        return null;
    }

    private static String path(boolean released, @Nullable String cursor, int limit) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("released", released ? true : null);
        parameters.put("limit", limit);
        parameters.put("cursor", cursor);
        return Encoding.path(HOLDS, parameters);
    }

    private void addNames(Iterable<JsonNode> holds, Viewer viewer, Visitor visitor, Model page) {
        Map<String, String> subjects = new HashMap<>(organizations.of(viewer, visitor));
        names.keys(about("token", holds), "subject_id", visitor).forEach((id, token) -> subjects.put(id, token.name()));
        subjects.putAll(names.usernames(about("account", holds), "subject_id", visitor));
        Map<String, String> actors = new HashMap<>(names.usernames(holds, "placed_by", visitor));
        actors.putAll(names.usernames(holds, "released_by", visitor));
        page.addAttribute("subjects", subjects);
        page.addAttribute("actors", actors);
    }

    private static List<JsonNode> about(String subject, Iterable<JsonNode> holds) {
        return StreamSupport.stream(holds.spliterator(), false)
                .filter(hold -> hold.get("subject").asString().equals(subject))
                .toList();
    }
}
