package io.tokenledger.command.token;

import static io.tokenledger.events.organization.TokenCreation.ADMINS_ONLY;
import static io.tokenledger.events.organization.TokenCreation.ALLOWED;
import static io.tokenledger.events.organization.TokenCreation.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of a token policy, at its bound and next to it. */
class BindingPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    static Stream<Arguments> creations() {
        return Stream.of(
                //           creation, administers, owned by a user -> allowed
                Arguments.of(ALLOWED, false, true, true),
                Arguments.of(ALLOWED, false, false, true),
                Arguments.of(ADMINS_ONLY, false, true, false),
                Arguments.of(ADMINS_ONLY, true, true, true),
                Arguments.of(ADMINS_ONLY, false, false, false),
                Arguments.of(ADMINS_ONLY, true, false, true),
                Arguments.of(FORBIDDEN, false, true, false),
                Arguments.of(FORBIDDEN, true, true, false),
                Arguments.of(FORBIDDEN, false, false, false),
                Arguments.of(FORBIDDEN, true, false, true));
    }

    @ParameterizedTest
    @MethodSource("creations")
    void permitted_creators(TokenCreation creation, boolean administers, boolean ownedByUser, boolean allowed) {
        BindingPolicy policy = policy(new TokenPolicy(creation, null, null, true, 50, null), administers);

        check(allowed, () -> policy.creationMustBeAllowed(ownedByUser, false), "creation is " + creation.wire());
    }

    @Test
    void whether_keys_create_keys() {
        BindingPolicy policy = policy(new TokenPolicy(ALLOWED, null, null, false, 50, null), true);

        check(false, () -> policy.creationMustBeAllowed(true, true), "keys_may_create_keys");
        check(true, () -> policy.creationMustBeAllowed(true, false), "");
        check(false, () -> policy.expiryMustBeAllowed(true), "keys_may_create_keys");
        check(true, () -> policy.expiryMustBeAllowed(false), "");
    }

    @Test
    void how_long_a_key_may_live() {
        BindingPolicy policy = policy(new TokenPolicy(ALLOWED, 60L, null, true, 50, null), false);
        Instant bound = NOW.plus(Duration.ofMinutes(60));

        check(true, () -> policy.lifetimeMustBeAllowed(bound, NOW), "");
        check(false, () -> policy.lifetimeMustBeAllowed(bound.plusMillis(1), NOW), "at most 60 minutes");
        check(false, () -> policy.lifetimeMustBeAllowed(null, NOW), "requires an expiry");
        check(true, () -> policy(TokenPolicy.NONE, false).lifetimeMustBeAllowed(null, NOW), "");
    }

    @Test
    void how_many_keys_an_account_may_have() {
        BindingPolicy policy = policy(new TokenPolicy(ALLOWED, null, null, true, 2, null), false);

        check(true, () -> policy.countMustBeAllowed(1), "");
        check(false, () -> policy.countMustBeAllowed(2), "max_keys_per_account");
    }

    private static BindingPolicy policy(TokenPolicy policy, boolean administers) {
        return new BindingPolicy("The organization 'Acme'", policy, administers);
    }

    private static void check(boolean allowed, ThrowingCallable rule, String why) {
        if (allowed) {
            assertThatCode(rule).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(rule)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("Acme")
                    .hasMessageContaining(why);
        }
    }
}
