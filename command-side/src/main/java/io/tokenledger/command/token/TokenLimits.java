package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of this instance for all keys. Pure; the current time is an argument.
 *
 * @param maxLifetime maximum time from now to an expiry
 * @param maxRetention maximum retention of the secret before a rotation
 */
@ConfigurationProperties("ledger.tokens")
record TokenLimits(
        @DefaultValue("3650d") Duration maxLifetime,
        @DefaultValue("30d") Duration maxRetention) {

    void expiryMustLieAhead(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt == null) {
            return;
        }
        if (!expiresAt.isAfter(now)) {
            throw ProblemCode.EXPIRY_NOT_ALLOWED.because("The expiry must be in the future.");
        }
        if (expiresAt.isAfter(now.plus(maxLifetime))) {
            throw ProblemCode.EXPIRY_NOT_ALLOWED.because(
                    "The expiry must be at most %d minutes from now.", maxLifetime.toMinutes());
        }
    }

    void retentionMustBeAllowed(int minutes) {
        if (minutes < 0 || minutes > maxRetention.toMinutes()) {
            throw ProblemCode.RETENTION_NOT_ALLOWED.because(
                    "'retain_period_minutes' must be between 0 and %d.", maxRetention.toMinutes());
        }
    }
}
