package io.tokenledger.console.organization;

import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds the id of an account that a person names by its username or its id. */
@Component
class AccountFinder {
    private static final int NOT_FOUND = 404;

    private final ApiClient api;

    AccountFinder(ApiClient api) {
        this.api = api;
    }

    /** Finds a member or a service account of an organization. */
    UUID accountOf(Organization organization, String typed, Visitor visitor) {
        String text = typed.strip();
        return ResourceIds.parse(text).orElseGet(() -> find(organization, text, visitor));
    }

    private UUID find(Organization organization, String username, Visitor visitor) {
        Optional<UUID> member = member(organization, username, visitor);
        Optional<UUID> serviceAccount = serviceAccount(organization, username, visitor);
        if (member.isPresent() && serviceAccount.isPresent()) {
            throw Rejection.because("A member and a service account have this username. Enter the id of one of them.");
        }
        return Stream.concat(member.stream(), serviceAccount.stream())
                .findFirst()
                .orElseThrow(() -> Rejection.because(
                        "There is no account with this username. Check its spelling, or enter its id."));
    }

    private Optional<UUID> member(Organization organization, String username, Visitor visitor) {
        String path = organization.api() + "/members?username=" + Encoding.query(username);
        return id(api.get(visitor, path).path("items").path(0), username);
    }

    private Optional<UUID> serviceAccount(Organization organization, String username, Visitor visitor) {
        String path = organization.api() + "/service_accounts/" + Encoding.segment(username);
        try {
            return id(api.get(visitor, path), username);
        } catch (ApiProblemException rejected) {
            if (rejected.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw rejected;
        }
    }

    /** The id in an answer about this account. A text such as {@code ..} in a path leads to another route. */
    private static Optional<UUID> id(JsonNode account, String username) {
        return account.path("username").asString("").equalsIgnoreCase(username)
                ? ResourceIds.parse(account.path("id").asString(""))
                : Optional.empty();
    }
}
