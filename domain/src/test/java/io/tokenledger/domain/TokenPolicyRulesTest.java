package io.tokenledger.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.domain.TokenPolicyRules.ExistingKey;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenPolicyRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource(textBlock = """
                    ALLOWED,     false, true,  true
                    ALLOWED,     false, false, true
                    ADMINS_ONLY, false, true,  false
                    ADMINS_ONLY, true,  true,  true
                    FORBIDDEN,   true,  true,  false
                    FORBIDDEN,   true,  false, true
                    FORBIDDEN,   false, false, false""")
    void creation_depends_on_the_actor_and_on_the_kind_of_owner(
            TokenCreation creation, boolean actorAdministers, boolean ownedByUser, boolean allowed) {
        TokenPolicyRules rules = new TokenPolicyRules(new TokenPolicy(creation, null, null, true, 50, null));

        assertThat(rules.mayCreate(actorAdministers, ownedByUser)).isEqualTo(allowed);
    }

    @Test
    void an_expiry_lies_within_the_maximum_lifetime() {
        TokenPolicyRules rules = rules(60L, null);

        assertThat(rules.mayExpireAt(NOW.plus(HOUR), NOW)).isTrue();
        assertThat(rules.mayExpireAt(NOW.plus(HOUR).plusMillis(1), NOW)).isFalse();
        assertThat(rules.mayExpireAt(null, NOW)).isFalse();
        assertThat(rules(null, null).mayExpireAt(null, NOW)).isTrue();
    }

    @Test
    void a_key_is_idle_after_the_days_without_activity() {
        TokenPolicyRules rules = rules(null, 1);
        Instant dayAgo = NOW.minus(Duration.ofDays(1));

        assertThat(rules.isIdle(dayAgo, NOW)).isFalse();
        assertThat(rules.isIdle(dayAgo.minusMillis(1), NOW)).isTrue();
        assertThat(rules(null, null).isIdle(Instant.EPOCH, NOW)).isFalse();
    }

    @Test
    void a_key_names_every_rule_that_it_breaks() {
        TokenPolicyRules strict =
                new TokenPolicyRules(new TokenPolicy(TokenCreation.ADMINS_ONLY, 60L, 1, false, 2, null));
        Instant longAgo = NOW.minus(Duration.ofDays(30));
        ExistingKey bad = new ExistingKey(false, true, true, true, null, longAgo, longAgo, 3);
        ExistingKey inactive = new ExistingKey(true, true, false, false, longAgo.plus(HOUR), longAgo, longAgo, 2);

        assertThat(strict.brokenBy(bad, NOW)).containsExactly(TokenPolicyRule.values());
        assertThat(strict.brokenBy(inactive, NOW)).isEmpty();
    }

    private static TokenPolicyRules rules(@Nullable Long lifetime, @Nullable Integer idleDays) {
        return new TokenPolicyRules(new TokenPolicy(TokenCreation.ALLOWED, lifetime, idleDays, true, 50, null));
    }
}
