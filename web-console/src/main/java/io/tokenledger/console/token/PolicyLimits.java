package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Viewer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the token policies of an account's organizations permit, so that a form can say so before it is sent. */
@Component
class PolicyLimits {
    /** Further organizations are not asked; the API still applies their policies. */
    private static final int MAX_ORGANIZATIONS = 10;

    private static final long MINUTES_PER_DAY = 24 * 60;

    private final ApiClient api;

    PolicyLimits(ApiClient api) {
        this.api = api;
    }

    /** The token policy of an organization, as far as the form needs it. */
    record Policy(
            @Nullable Long maxLifetimeMinutes, @Nullable Integer maxIdleDays) {}

    /**
     * The strictest limits.
     *
     * @param maxDays longest lifetime in days; null if tokens may live without end
     * @param maxIdleDays days without use after which a token is deactivated; null if there is no such limit
     */
    public record Limits(@Nullable Long maxDays, @Nullable Integer maxIdleDays) {
        public boolean allows(int days) {
            return maxDays == null || days <= maxDays;
        }
    }

    Limits of(TokenRoutes routes, Viewer viewer, Visitor visitor) {
        Stream<UUID> organizations = routes.account() == null
                ? viewer.organizations().stream().map(Viewer.Membership::id)
                : Stream.of(routes.account().organization());
        List<Policy> policies = organizations
                .limit(MAX_ORGANIZATIONS)
                .map(one -> api.get(visitor, "/organizations/" + one + "/token_policy", Policy.class))
                .toList();
        return new Limits(
                policies.stream()
                        .map(Policy::maxLifetimeMinutes)
                        .filter(Objects::nonNull)
                        .min(Long::compare)
                        .map(minutes -> minutes / MINUTES_PER_DAY)
                        .orElse(null),
                policies.stream()
                        .map(Policy::maxIdleDays)
                        .filter(Objects::nonNull)
                        .min(Integer::compare)
                        .orElse(null));
    }
}
