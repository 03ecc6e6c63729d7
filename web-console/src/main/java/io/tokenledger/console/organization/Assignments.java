package io.tokenledger.console.organization;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads and changes the roles of accounts in the workspaces of an organization. */
@Component
class Assignments {
    private static final int PAGE_SIZE = 100;

    private final ApiClient api;

    Assignments(ApiClient api) {
        this.api = api;
    }

    /** Assignments by workspace and username; with a workspace or an account, only those of it. */
    JsonNode page(
            Organization organization, @Nullable UUID workspace, @Nullable UUID account, int number, Visitor visitor) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("workspace", workspace);
        parameters.put("account", account);
        parameters.put("size", PAGE_SIZE);
        parameters.put("page", number);
        return api.get(visitor, Encoding.path(organization.api() + "/assignments", parameters));
    }

    /** The assignment of an account to a workspace. */
    JsonNode one(Organization organization, UUID workspace, UUID account, Visitor visitor) {
        for (JsonNode found : page(organization, workspace, account, 1, visitor).path("items")) {
            return found;
        }
        throw new ApiProblemException(
                404, "", "The account is not assigned to the workspace.", "Check the list of assignments.");
    }

    /** Gives an account a role in a workspace. An earlier role is replaced. */
    void put(String workspace, UUID account, String role, Visitor visitor) {
        api.change(visitor, "PUT", path(workspace, account), Map.of("role", role));
    }

    void remove(UUID workspace, UUID account, Visitor visitor) {
        api.change(visitor, "DELETE", path(workspace.toString(), account), null);
    }

    private static String path(String workspace, UUID account) {
        return "/workspaces/" + Encoding.segment(workspace) + "/assignments/" + account;
    }
}
