package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.events.organization.TokenPolicy;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the token policies of an account's organizations permit, so that a form can say so before it is sent. */
@Component
class PolicyLimits {
    /** Further organizations are not asked; the API still applies their policies. */
    private static final int MAX_ORGANIZATIONS = 10;

    private final ApiClient api;

    PolicyLimits(ApiClient api) {
        this.api = api;
    }

    private record OrganizationRules(Viewer.Membership organization, TokenPolicyRules rules) {
        /** Why the viewer may create no personal access token, as a sentence; null if it may. */
        @Nullable
        String restriction(Viewer viewer) {
            if (rules.mayCreate(viewer.administers(organization.id()), true)) {
                return null;
            }
            return rules.mayCreate(true, true)
                    ? "Only administrators of " + organization.name() + " may create tokens. Ask one of them."
                    : organization.name()
                            + " allows no personal access tokens. Use a token of one of its service accounts.";
        }
    }

    /** What a form for the viewer's own tokens, or for those of a service account, may offer. */
    TokenRules of(TokenRoutes routes, Viewer viewer, Visitor visitor) {
        TokenRoutes.ServiceAccount account = routes.account();
        if (account != null) {
            return new TokenRules(null, List.of(rules(account.organization(), visitor)), count(routes, visitor));
        }
        List<OrganizationRules> policies = viewer.organizations().stream()
                .limit(MAX_ORGANIZATIONS)
                .map(one -> new OrganizationRules(one, rules(one.id(), visitor)))
                .toList();
        return new TokenRules(
                policies.stream()
                        .map(one -> one.restriction(viewer))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                policies.stream().map(OrganizationRules::rules).toList(),
                count(routes, visitor));
    }

    /** The tokens of the account that are not deleted. Each of them counts, also one that does not work. */
    private long count(TokenRoutes routes, Visitor visitor) {
        return api.get(visitor, routes.api() + "?size=1").path("total").asLong();
    }

    private TokenPolicyRules rules(UUID organization, Visitor visitor) {
        return new TokenPolicyRules(
                api.get(visitor, "/organizations/" + organization + "/token_policy", TokenPolicy.class));
    }
}
