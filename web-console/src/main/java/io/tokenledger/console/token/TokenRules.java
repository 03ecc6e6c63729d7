package io.tokenledger.console.token;

import io.tokenledger.domain.TokenPolicyRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a form may offer under several token policies, all of which apply. Pure. The API decides.
 *
 * @param restriction why no token can be created, as a sentence; null if one can
 * @param count tokens of the account that are not deleted
 */
public record TokenRules(@Nullable String restriction, List<TokenPolicyRules> policies, long count) {
    private static final List<Integer> CREATION = List.of(7, 30, 90, 365);
    private static final List<Integer> ROTATION = List.of(7, 30, 90);

    /** The lifetimes that the form of a new token offers. */
    public List<Lifetime> creationChoices() {
        return choices(CREATION);
    }

    /** The lifetimes that the form of a rotation offers, other than the date of the token. */
    public List<Lifetime> rotationChoices() {
        return choices(ROTATION);
    }

    /** The longest lifetime; null if there is no limit. */
    public @Nullable Lifetime longest() {
        return maxLifetime().map(Lifetime::atMost).orElse(null);
    }

    /** Days without use after which a token is deactivated; null if there is no such limit. */
    public @Nullable Integer maxIdleDays() {
        return policies.stream()
                .map(one -> one.policy().maxIdleDays())
                .filter(Objects::nonNull)
                .min(Integer::compare)
                .orElse(null);
    }

    /** The number of tokens that an account may have; null if its organizations set none. */
    public @Nullable Integer maxTokens() {
        return policies.stream()
                .map(one -> one.policy().maxKeysPerAccount())
                .min(Integer::compare)
                .orElse(null);
    }

    /** Whether the account has as many tokens as it may have. */
    public boolean isFull() {
        return policies.stream().anyMatch(one -> !one.mayHaveAnother(count));
    }

    /** Whether a token may be created without an expiry. */
    public boolean allowsNoExpiry() {
        return maxLifetime().isEmpty();
    }

    /** The choice of a form that is selected at first: the wanted one, or else the longest. */
    public String selected(String wanted) {
        List<Lifetime> choices = creationChoices();
        boolean offered = wanted.equals("date")
                || (wanted.equals("never") && allowsNoExpiry())
                || choices.stream().anyMatch(one -> one.value().equals(wanted));
        return offered ? wanted : choices.getLast().value();
    }

    /** Whether a rotation may leave the expiry of a token as it is. */
    public boolean mayKeep(@Nullable Instant expiresAt, Instant now) {
        return (expiresAt == null || expiresAt.isAfter(now))
                && policies.stream().allMatch(one -> one.mayExpireAt(expiresAt, now));
    }

    private Optional<Duration> maxLifetime() {
        return policies.stream()
                .map(one -> one.policy().maxLifetimeMinutes())
                .filter(Objects::nonNull)
                .min(Long::compare)
                .map(Duration::ofMinutes);
    }

    private List<Lifetime> choices(List<Integer> days) {
        Optional<Duration> max = maxLifetime();
        Lifetime longest = longest();
        List<Lifetime> choices = new ArrayList<>(days.stream()
                .filter(one -> max.isEmpty() || max.get().compareTo(Duration.ofDays(one)) >= 0)
                .map(Lifetime::ofDays)
                .toList());
        if (longest != null && !choices.contains(longest)) {
            choices.add(longest);
        }
        return choices;
    }
}
