package io.tokenledger.console.organization;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads the workspaces of an organization. */
@Component
class Workspaces {
    private static final int PAGE_SIZE = 500;

    /** The list of the API has no filter by organization, so a page reads only this many workspaces. */
    private static final int MAX_READ = 5_000;

    private final ApiClient api;

    Workspaces(ApiClient api) {
        this.api = api;
    }

    List<JsonNode> of(UUID organization, Visitor visitor) {
        List<JsonNode> found = new ArrayList<>();
        for (int offset = 0; offset < MAX_READ; offset += PAGE_SIZE) {
            JsonNode read = api.get(visitor, "/workspaces?limit=" + PAGE_SIZE + "&offset=" + offset);
            for (JsonNode workspace : read) {
                if (workspace.path("organization_id").asString("").equals(organization.toString())) {
                    found.add(workspace);
                }
            }
            if (read.size() < PAGE_SIZE) {
                break;
            }
        }
        return found;
    }
}
