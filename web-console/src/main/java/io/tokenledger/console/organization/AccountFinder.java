package io.tokenledger.console.organization;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds the id of an account that a person names by its username or its id. */
@Component
class AccountFinder {
    private static final int PAGE_SIZE = 500;

    /** Accounts on further pages must be named by their id. */
    private static final int MAX_PAGES = 20;

    private final ApiClient api;

    AccountFinder(ApiClient api) {
        this.api = api;
    }

    /** Finds a user of the instance. */
    UUID user(String typed, Viewer viewer, Visitor visitor) {
        String text = typed.strip();
        Optional<UUID> id = id(text);
        if (id.isPresent()) {
            return id.get();
        }
        if (!viewer.readsLedger()) {
            throw Rejection.because("Enter the id of the account. It is on the page Account of its owner.");
        }
        return find(text, List.of("/users"), visitor);
    }

    /** Finds a member or a service account of an organization. */
    UUID accountOf(Organization organization, String typed, Visitor visitor) {
        String text = typed.strip();
        return id(text).orElseGet(() -> find(
                text, List.of(organization.api() + "/members", organization.api() + "/service_accounts"), visitor));
    }

    private UUID find(String username, List<String> lists, Visitor visitor) {
        for (String list : lists) {
            for (int number = 1, pages = 1; number <= Math.min(pages, MAX_PAGES); number++) {
                JsonNode accounts = api.get(visitor, list + "?size=" + PAGE_SIZE + "&page=" + number);
                pages = accounts.path("total_pages").asInt(1);
                for (JsonNode account : accounts.path("items")) {
                    if (account.path("username").asString("").equals(username)) {
                        return UUID.fromString(account.path("id").asString(""));
                    }
                }
            }
        }
        throw Rejection.because("There is no account with this username. Check its spelling, or enter its id.");
    }

    private static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
