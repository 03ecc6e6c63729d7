package io.tokenledger.console.organization;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.token.AccessToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** The token policy of an organization. A change first shows which tokens violate it, and what it would have refused. */
@Controller
@RequestMapping("/console/organizations/{organization}/policy")
class PolicyController {
    private static final String FORM = "console/organization-policy";
    private static final Duration WINDOW = Duration.ofDays(30);

    private static final int PAGE_SIZE = 500;
    private static final int MAX_SHOWN = 50;

    private static final Map<String, String> RULES = Map.of(
            "creation", "creation",
            "max_lifetime_minutes", "lifetime",
            "max_idle_days", "unused",
            "max_keys_per_account", "number of tokens",
            "keys_may_create_keys", "created by a token");

    private final ApiClient api;
    private final Clock clock;

    PolicyController(ApiClient api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * A token that violates a policy.
     *
     * @param works whether requests with it are accepted now
     * @param status the same in one or two words
     * @param rules names of the violated rules
     */
    public record Violation(String id, String name, String owner, boolean works, String status, String rules) {}

    /** Shows the policy in force, or the one that was typed before. */
    @GetMapping
    String show(
            @ModelAttribute("organization") Organization organization,
            @RequestParam Map<String, String> typed,
            Visitor visitor,
            Model page) {
        page.addAttribute(
                "policy",
                typed.containsKey("creation")
                        ? PolicyForm.of(typed::get)
                        : PolicyForm.of(api.get(visitor, api(organization))));
        return FORM;
    }

    /** Shows the effects of a policy before it is saved. */
    @GetMapping("/preview")
    String preview(
            @ModelAttribute("organization") Organization organization,
            @RequestParam Map<String, String> typed,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        PolicyForm policy = PolicyForm.of(typed::get);
        page.addAttribute("policy", policy);
        try {
            page.addAttribute("violations", violations(organization, policy.body(), visitor));
            page.addAttribute(
                    "simulation",
                    api.send(
                            visitor,
                            "POST",
                            "/ledger/policy_simulations",
                            simulation(organization, policy),
                            JsonNode.class));
            return "console/organization-policy-preview";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return FORM;
        }
    }

    @PostMapping
    String save(
            @ModelAttribute("organization") Organization organization,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        PolicyForm policy = PolicyForm.of(name -> form.field(name).orElse(null));
        try {
            Map<String, Object> body = policy.body();
            String reason = form.field("reason").orElse("");
            api.change(visitor, "PUT", Encoding.path(api(organization), Map.of("reason", reason)), body);
            return "redirect:" + organization.page() + "/policy?saved";
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("policy", policy);
            return FORM;
        }
    }

    /**
     * The tokens that violate the policy. The API can replace a rule of the policy in force but not remove it, so
     * violations of removed rules are left out here.
     */
    private List<Violation> violations(Organization organization, Map<String, Object> policy, Visitor visitor) {
        Map<String, Object> parameters = new LinkedHashMap<>(policy);
        parameters.put("size", PAGE_SIZE);
        parameters.remove("min_use_retention_days"); // no token violates it
        List<Violation> violations = new ArrayList<>();
        for (JsonNode token : api.get(visitor, Encoding.path(api(organization) + "/impact", parameters))
                .path("items")) {
            List<String> rules = token.path("breaks")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(policy::containsKey)
                    .map(rule -> RULES.getOrDefault(rule, rule))
                    .toList();
            if (!rules.isEmpty() && violations.size() < MAX_SHOWN) {
                violations.add(new Violation(
                        token.path("id").asString(""),
                        token.path("name").asString(""),
                        token.path("owner_username").asString("unknown"),
                        token.path("refused_because").isNull(),
                        AccessToken.statusOf(token.path("refused_because").asString(null)),
                        String.join(", ", rules)));
            }
        }
        return violations;
    }

    private Map<String, Object> simulation(Organization organization, PolicyForm policy) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from", clock.instant().minus(WINDOW).toString());
        body.put("organization", organization.id());
        body.put("policy", policy.body());
        return body;
    }

    private static String api(Organization organization) {
        return organization.api() + "/token_policy";
    }
}
