package io.tokenledger.console.status;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import tools.jackson.databind.JsonNode;

/** Reads replays, and puts them on a page. The page follows them while one of them runs. */
@Component
class Replays {
    static final String API = "/ledger/replays";
    static final String PAGE = StatusPage.PAGE + "/replays";

    /** Number of replays that the API lists: the newest ones. */
    private static final int MAX_LISTED = 100;

    private final ApiClient api;

    Replays(ApiClient api) {
        this.api = api;
    }

    /** Rebuilds and comparisons, newest first. */
    void addOfProjections(Visitor visitor, Model page) {
        add(false, visitor, page);
    }

    void addSandboxes(Visitor visitor, Model page) {
        add(true, visitor, page);
    }

    void addOne(UUID id, Visitor visitor, Model page) {
        JsonNode replay = api.get(visitor, path(id));
        page.addAttribute("replay", replay);
        page.addAttribute("running", isRunning(replay));
        page.addAttribute("apiPath", path(id));
    }

    static String path(UUID id) {
        return API + "/" + id;
    }

    private void add(boolean sandboxes, Visitor visitor, Model page) {
        JsonNode listed = api.get(visitor, API).get("items");
        List<JsonNode> replays = new ArrayList<>();
        for (JsonNode replay : listed) {
            if (isSandbox(replay) == sandboxes) {
                replays.add(replay);
            }
        }
        page.addAttribute("replays", replays);
        page.addAttribute("running", replays.stream().anyMatch(Replays::isRunning));
        page.addAttribute("listIsFull", listed.size() >= MAX_LISTED);
    }

    static boolean isSandbox(JsonNode replay) {
        return replay.path("purpose").asString("").equals("sandbox");
    }

    private static boolean isRunning(JsonNode replay) {
        return replay.path("state").asString("").equals("running");
    }
}
