package io.tokenledger.console.page;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The names of the organizations that the viewer may choose from. */
@Component
public class OrganizationNames {
    /** The ids of further organizations have to be typed. */
    private static final int MAX_NAMES = 500;

    private final ApiClient api;

    OrganizationNames(ApiClient api) {
        this.api = api;
    }

    /** The names by id. A reader of the ledger gets all organizations, every other account those that it belongs to. */
    public Map<String, String> of(Viewer viewer, Visitor visitor) {
        Map<String, String> names = new LinkedHashMap<>();
        if (viewer.readsLedger()) {
            for (JsonNode one : api.get(visitor, "/organizations?limit=" + MAX_NAMES)) {
                names.put(one.path("id").asString(""), one.path("name").asString(""));
            }
        } else {
            viewer.organizations().forEach(one -> names.put(one.id().toString(), one.name()));
        }
        return names;
    }
}
