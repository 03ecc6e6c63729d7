package io.tokenledger.console.user;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads deleted accounts, and erases their personal data. */
@Component
class DeletedAccounts {
    static final String PAGES = UserAccounts.PAGES + "/deleted";

    private static final String ACCOUNTS = "/ledger/deleted_accounts";

    private final ApiClient api;

    DeletedAccounts(ApiClient api) {
        this.api = api;
    }

    JsonNode one(UUID id, Visitor visitor) {
        return api.get(visitor, ACCOUNTS + "/" + id);
    }

    /** The path of a page of the list, for the API. */
    static String path(@Nullable String cursor) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("cursor", cursor);
        return Encoding.path(ACCOUNTS, parameters);
    }

    JsonNode page(String path, Visitor visitor) {
        return api.get(visitor, path);
    }

    /** The API does not demand a reason, but the page does, because nothing can be restored later. */
    void erase(UUID id, String reason, Visitor visitor) {
        if (reason.isBlank()) {
            throw Rejection.because("'reason' must say why the personal data is erased, in 1 to 500 characters.");
        }
        api.change(visitor, "POST", "/ledger/erasures", Map.of("account", id, "reason", reason));
    }
}
