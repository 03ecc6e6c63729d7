package io.tokenledger.console.review;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.token.AccessToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds the names of keys and accounts for answers that have ids only. */
@Component
class KeyNames {
    private static final int MAX_LOOKUPS = 25;

    private final ApiClient api;

    KeyNames(ApiClient api) {
        this.api = api;
    }

    /** The keys that a field of these objects names, by id. Keys that the viewer may not see are left out. */
    Map<String, AccessToken> keys(Iterable<JsonNode> objects, String field, Visitor visitor) {
        Map<String, AccessToken> keys = new HashMap<>();
        for (String id : ids(objects, field)) {
            try {
                keys.put(id, api.get(visitor, "/ledger/tokens/" + id, AccessToken.class));
            } catch (ApiProblemException problem) {
                requireUnknown(problem);
            }
        }
        return keys;
    }

    /** The usernames of the accounts that a field of these objects names, by id. */
    Map<String, String> usernames(Iterable<JsonNode> objects, String field, Visitor visitor) {
        Map<String, String> names = new HashMap<>();
        for (String id : ids(objects, field)) {
            try {
                names.put(id, api.get(visitor, "/users/" + id).path("username").asString(id));
            } catch (ApiProblemException problem) {
                requireUnknown(problem);
            }
        }
        return names;
    }

    private static List<String> ids(Iterable<JsonNode> objects, String field) {
        TreeSet<String> ids = new TreeSet<>();
        for (JsonNode object : objects) {
            String id = object.path(field).asString("");
            if (!id.isEmpty() && ids.size() < MAX_LOOKUPS) {
                ids.add(id);
            }
        }
        return new ArrayList<>(ids);
    }

    private static void requireUnknown(ApiProblemException problem) {
        if (problem.status() != 403 && problem.status() != 404) {
            throw problem;
        }
    }
}
