package io.tokenledger.api.resource;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import org.jspecify.annotations.Nullable;

/** A token policy in JSON. A missing field has the value of a policy without that rule. */
public record TokenPolicyResource(
        @Schema(implementation = TokenCreation.class) @Nullable
        String creation,

        @Nullable Long maxLifetimeMinutes,
        @Nullable Integer maxIdleDays,
        @Nullable Boolean keysMayCreateKeys,
        @Nullable Integer maxKeysPerAccount,

        @Schema(
                description =
                        "Days for which uses of these keys are kept at least, also if LEDGER_RETENTION_USES is shorter. Uses are dropped by calendar month.")
        @Nullable
        Integer minUseRetentionDays)
        implements StrictBody {
    private static final long TEN_YEARS_IN_MINUTES = 5_256_000;
    private static final int TEN_YEARS_IN_DAYS = 3_650;
    private static final int MAX_KEYS = 10_000;

    public static TokenPolicyResource of(TokenPolicy policy) {
        return new TokenPolicyResource(
                policy.creation().wire(),
                policy.maxLifetimeMinutes(),
                policy.maxIdleDays(),
                policy.keysMayCreateKeys(),
                policy.maxKeysPerAccount(),
                policy.minUseRetentionDays());
    }

    /**
     * The validated policy.
     *
     * @throws io.tokenledger.api.problem.ProblemException if a value is out of range, or all are missing
     */
    public TokenPolicy checked() {
        if (creation == null
                && maxLifetimeMinutes == null
                && maxIdleDays == null
                && keysMayCreateKeys == null
                && maxKeysPerAccount == null
                && minUseRetentionDays == null) {
            throw ProblemCode.POLICY_NOT_ALLOWED.because(
                    "The token policy has no rule. To remove all rules, send {\"creation\":\"allowed\"}.");
        }
        requireInRange("max_lifetime_minutes", maxLifetimeMinutes, TEN_YEARS_IN_MINUTES);
        requireInRange("max_idle_days", maxIdleDays, TEN_YEARS_IN_DAYS);
        requireInRange("max_keys_per_account", maxKeysPerAccount, MAX_KEYS);
        requireInRange("min_use_retention_days", minUseRetentionDays, TEN_YEARS_IN_DAYS);
        return new TokenPolicy(
                creation == null ? TokenPolicy.NONE.creation() : creation(creation),
                maxLifetimeMinutes,
                maxIdleDays,
                keysMayCreateKeys == null ? TokenPolicy.NONE.keysMayCreateKeys() : keysMayCreateKeys,
                maxKeysPerAccount == null ? TokenPolicy.NONE.maxKeysPerAccount() : maxKeysPerAccount,
                minUseRetentionDays);
    }

    private static TokenCreation creation(String word) {
        try {
            return WireNames.parse(TokenCreation.class, word);
        } catch (IllegalArgumentException unknown) {
            throw ProblemCode.POLICY_NOT_ALLOWED.because("'creation' must be allowed, admins_only or forbidden.");
        }
    }

    private static void requireInRange(String field, @Nullable Number value, long most) {
        if (value != null && (value.longValue() < 1 || value.longValue() > most)) {
            throw ProblemCode.POLICY_NOT_ALLOWED.because("'%s' must be null or from 1 to %d.".formatted(field, most));
        }
    }
}
