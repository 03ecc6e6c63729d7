package io.tokenledger.console.token;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of an account are: the viewer's own, or those of a service account.
 *
 * @param api route of the API that creates and changes the keys
 * @param list page that lists the keys
 * @param pages path before the id of a key in the address of its page
 * @param account service account that owns the keys; null for the viewer's own
 */
public record TokenRoutes(
        String api, String list, String pages, @Nullable ServiceAccount account) {
    private static final String OWN_PAGES = "/console/tokens";

    /** The viewer's own keys. */
    static final TokenRoutes OWN = new TokenRoutes("/users/me/api_keys", OWN_PAGES, OWN_PAGES, null);

    /** A service account with its organization, as the pages of its keys name them. */
    public record ServiceAccount(UUID organization, String organizationName, UUID id, String username) {}

    /** The keys of a service account. */
    public static TokenRoutes of(ServiceAccount account) {
        String list = "/console/organizations/" + account.organization() + "/service-accounts/" + account.id();
        return new TokenRoutes(
                "/organizations/" + account.organization() + "/service_accounts/" + account.id() + "/api_keys",
                list,
                list + "/keys",
                account);
    }

    /** The page of a key. */
    public String page(UUID key) {
        return pages + "/" + key;
    }

    /** The page of an action on a key. */
    public String page(UUID key, String action) {
        return page(key) + "/" + action;
    }

    /** The section of the console to which the pages belong. */
    public String section() {
        return account == null ? "tokens" : "organizations";
    }

    /** The route of the API for one key. */
    String key(UUID key) {
        return api + "/" + key;
    }
}
