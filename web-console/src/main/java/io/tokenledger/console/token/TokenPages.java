package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Sentences;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import tools.jackson.databind.JsonNode;

/** Fills the pages about one token. */
@Component
class TokenPages {
    private static final int TIMELINE = 20;

    private final ApiClient api;
    private final Sentences sentences;
    private final Clock clock;

    TokenPages(ApiClient api, Sentences sentences, Clock clock) {
        this.api = api;
        this.sentences = sentences;
        this.clock = clock;
    }

    /** The token and its uses. */
    void describe(UUID id, TokenRoutes routes, Viewer viewer, Visitor visitor, Model page) {
        String etag = etag(id, routes, visitor); // first, so that a change in between is noticed later
        AccessToken token = api.get(visitor, "/ledger/tokens/" + id, AccessToken.class);
        page.addAttribute("token", token);
        boolean underReview = routes.account() == null && !token.ownerId().equals(viewer.id()) && viewer.reviews();
        page.addAttribute("underReview", underReview);
        page.addAttribute("section", underReview ? "review" : routes.section());
        page.addAttribute("seesAllUses", viewer.seesAllUses(token.ownerId(), token.ownerKind()));
        boolean editable = isEditable(token, routes, viewer);
        page.addAttribute("editable", editable);
        page.addAttribute("etag", editable ? etag : "");
        page.addAttribute("usage", api.get(visitor, "/ledger/tokens/" + id + "/usage", TokenUsage.class));
        page.addAttribute("now", clock.instant());
    }

    /** The page of the token, with the latest entries of the audit trail. */
    String token(UUID id, TokenRoutes routes, Viewer viewer, Visitor visitor, Model page) {
        describe(id, routes, viewer, visitor, page);
        page.addAttribute(
                "timeline", api.get(visitor, "/ledger/audit?token=" + id + "&limit=" + TIMELINE, JsonNode.class));
        return "console/token";
    }

    /** The version of the key; empty if it is deleted, or not where the page says it is. */
    private String etag(UUID id, TokenRoutes routes, Visitor visitor) {
        try {
            return api.etag(visitor, routes.key(id));
        } catch (ApiProblemException notThere) {
            if (notThere.status() == HttpServletResponse.SC_NOT_FOUND) {
                return "";
            }
            throw notThere;
        }
    }

    /** What happened to a token while a page about it was open, as a sentence. */
    String latestChange(UUID id, Visitor visitor) {
        JsonNode latest = api.get(visitor, "/ledger/audit?token=" + id + "&changes_only=true&limit=1")
                .path("items")
                .path(0);
        return "This token changed while the page was open"
                + (latest.isObject() ? ": " + sentences.of(latest) : "")
                + ". Check it, then repeat.";
    }

    private static boolean isEditable(AccessToken token, TokenRoutes routes, Viewer viewer) {
        TokenRoutes.ServiceAccount account = routes.account();
        return account == null
                ? token.ownerId().equals(viewer.id())
                : token.ownerId().equals(account.id()) && viewer.administers(account.organization());
    }

    /** Shows a value, once. The page is never stored, and its address does not show the value again. */
    static String value(TokenWithValue token, String what, Model page) {
        page.addAttribute("what", what);
        page.addAttribute("id", token.id());
        page.addAttribute("name", token.name());
        page.addAttribute("expiresAt", token.expiresAt());
        page.addAttribute("active", token.active());
        page.addAttribute("previousUntil", token.previousKeyValidUntil());
        page.addAttribute("value", token.value().reveal());
        return "console/token-value";
    }
}
