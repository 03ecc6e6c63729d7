package io.tokenledger.console.incident;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds tokens and accounts by a name, an id, an address or a value. A value never reaches the ledger in a URL: the page
 * hashes it in the browser and sends only the digest.
 */
@Controller
class FindController {
    private static final int MAX_HITS = 25;
    private static final Pattern ADDRESS =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(/\\d{1,3})?");
    private static final Pattern VALUE = Pattern.compile("(ZENPROKEY_|eyJ).*");
    private static final Pattern JTI = Pattern.compile("[0-9A-Za-z._-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final ApiClient api;

    FindController(ApiClient api) {
        this.api = api;
    }

    @GetMapping("/console/find")
    String find(
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "false") boolean pasted,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        String text = what.strip();
        if (VALUE.matcher(text).matches()) {
            return "redirect:/console/find?pasted=true"; // an address without the value
        }
        page.addAttribute("pasted", pasted);
        page.addAttribute("what", text);
        if (text.isEmpty()) {
            return nothing(page);
        }
        Optional<UUID> id = ResourceIds.parse(text);
        if (id.isPresent() && exists(visitor, "/ledger/tokens/" + id.get())) {
            return "redirect:/console/tokens/" + id.get();
        }
        JsonNode used = isAddress(text) ? usedFrom(text, visitor) : null;
        String filter = id.isPresent() ? "owner=" : "q=";
        page.addAttribute("tokens", used == null ? tokens(filter + Encoding.query(text), visitor) : used);
        page.addAttribute("accounts", used != null || !viewer.readsLedger() ? none() : accounts(visitor, text));
        page.addAttribute("address", used == null ? null : text);
        return "console/find";
    }

    /** Looks a digest up that the browser computed, or shows the id of an API token that it read. */
    @PostMapping("/console/find")
    String lookUp(Visitor visitor, HttpServletRequest request, Model page) throws IOException {
        FormBody form = FormBody.of(request);
        String digest = form.field("digest").orElse("");
        Optional<String> jti =
                form.field("jti").filter(text -> JTI.matcher(text).matches());
        page.addAttribute("what", "");
        if (jti.isPresent()) {
            page.addAttribute("jti", jti.get());
            form.field("key")
                    .flatMap(ResourceIds::parse)
                    .ifPresent(key -> page.addAttribute("parent", find(visitor, "/ledger/tokens/" + key)));
        } else if (DIGEST.matcher(digest).matches()) {
            Map<String, Object> body = Map.of("digests", List.of(digest));
            page.addAttribute(
                    "found",
                    api.send(visitor, "POST", "/ledger/tokens/lookups", body, JsonNode.class)
                            .at("/results/0"));
        } else {
            page.addAttribute("unreadable", true);
        }
        return nothing(page);
    }

    private JsonNode tokens(String filter, Visitor visitor) {
        return api.get(visitor, "/ledger/tokens?limit=" + MAX_HITS + "&" + filter)
                .get("items");
    }

    /** The tokens that were used from an address or network; null if the text is none after all. */
    private @Nullable JsonNode usedFrom(String text, Visitor visitor) {
        try {
            return tokens("used_from=" + Encoding.query(text), visitor);
        } catch (ApiProblemException problem) {
            if (problem.status() == 422) {
                return null;
            }
            throw problem;
        }
    }

    private JsonNode accounts(Visitor visitor, String text) {
        ArrayNode hits = JsonNodeFactory.instance.arrayNode();
        for (JsonNode user : api.get(visitor, "/users?size=500").get("items")) {
            if (hits.size() < MAX_HITS
                    && (user.path("username").asString("").contains(text)
                            || user.path("id").asString("").equals(text))) {
                hits.add(user);
            }
        }
        return hits;
    }

    private boolean exists(Visitor visitor, String path) {
        return find(visitor, path) != null;
    }

    /** An object that the viewer may see; null if there is none. */
    private @Nullable JsonNode find(Visitor visitor, String path) {
        try {
            return api.get(visitor, path);
        } catch (ApiProblemException problem) {
            if (problem.status() == 404) {
                return null;
            }
            throw problem;
        }
    }

    /** Part of an address, such as 10.0.0, is searched as a name. */
    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static String nothing(Model page) {
        page.addAttribute("tokens", none());
        page.addAttribute("accounts", none());
        return "console/find";
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
