package io.tokenledger.authentication.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialCheckTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID KEY = new UUID(1, 1);
    private static final UUID OWNER = new UUID(2, 2);
    private static final SecretDigest CURRENT = new SecretDigest("a".repeat(64));
    private static final SecretDigest PREVIOUS = new SecretDigest("b".repeat(64));
    private static final SecretDigest WRONG = new SecretDigest("c".repeat(64));
    private static final Instant LATER = NOW.plusMillis(1);

    static Stream<Arguments> verdicts() {
        return Stream.of(
                arguments("current", CURRENT, key(true, false, null, LATER), owner(true), null),
                arguments("retained", PREVIOUS, key(true, false, null, LATER), owner(true), null),
                arguments(
                        "retention ends now",
                        PREVIOUS,
                        key(true, false, null, NOW),
                        owner(true),
                        UseRefusalReason.RETIRED),
                arguments(
                        "no retention", PREVIOUS, key(true, false, null, null), owner(true), UseRefusalReason.RETIRED),
                arguments("wrong", WRONG, key(true, false, null, LATER), owner(true), UseRefusalReason.WRONG_SECRET),
                arguments(
                        "wrong and deleted",
                        WRONG,
                        key(true, true, null, LATER),
                        owner(true),
                        UseRefusalReason.WRONG_SECRET),
                arguments("unknown", CURRENT, null, null, UseRefusalReason.UNKNOWN),
                arguments("deleted", CURRENT, key(true, true, null, null), owner(true), UseRefusalReason.DELETED),
                arguments(
                        "deactivated",
                        CURRENT,
                        key(false, false, null, null),
                        owner(true),
                        UseRefusalReason.DEACTIVATED),
                arguments("expires a millisecond later", CURRENT, key(true, false, LATER, null), owner(true), null),
                arguments("expires now", CURRENT, key(true, false, NOW, null), owner(true), UseRefusalReason.EXPIRED),
                arguments(
                        "owner inactive",
                        CURRENT,
                        key(true, false, null, null),
                        owner(false),
                        UseRefusalReason.ACCOUNT_INACTIVE),
                arguments(
                        "owner unknown",
                        CURRENT,
                        key(true, false, null, null),
                        null,
                        UseRefusalReason.ACCOUNT_INACTIVE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verdicts")
    void a_key_is(
            String what, SecretDigest digest, CredentialRecord key, AccountRecord owner, UseRefusalReason reason) {
        assertThat(reason(CredentialCheck.check(new PresentedKey(KEY, digest), key, owner, NOW)))
                .isEqualTo(reason);
    }

    @Test
    void the_generation_of_a_retained_secret_is_the_one_before() {
        CheckResult verdict =
                CredentialCheck.check(new PresentedKey(KEY, PREVIOUS), key(true, false, null, LATER), owner(true), NOW);

        assertThat(((CheckResult.Verified) verdict).generation()).isEqualTo(4);
    }

    static Stream<Arguments> apiTokens() {
        return Stream.of(
                arguments("of the current generation", 5, "server", null),
                arguments("of the generation before, retained", 4, "server", null),
                arguments("of an older generation", 3, "server", UseRefusalReason.RETIRED),
                arguments("of a generation to come", 6, "server", UseRefusalReason.RETIRED),
                arguments("for a workspace", 5, "workspace", UseRefusalReason.WRONG_AUDIENCE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("apiTokens")
    void an_api_token_is(String what, int generation, String audience, UseRefusalReason reason) {
        PresentedApiToken token =
                new PresentedApiToken("jti", OWNER, "server", audience, NOW, LATER, KEY, generation, 0, null);

        assertThat(reason(
                        CredentialCheck.check(token, false, "server", key(true, false, null, LATER), owner(true), NOW)))
                .isEqualTo(reason);
    }

    @Test
    void a_session_ends_when_the_password_changes() {
        assertThat(reason(CredentialCheck.check(session(1), false, "server", null, owner(true), NOW)))
                .isNull();
        assertThat(reason(CredentialCheck.check(session(2), false, "server", null, owner(true), NOW)))
                .isEqualTo(UseRefusalReason.RETIRED);
        assertThat(reason(CredentialCheck.check(session(1), false, "server", null, owner(false), NOW)))
                .isEqualTo(UseRefusalReason.ACCOUNT_INACTIVE);
    }

    @Test
    void a_revoked_api_token_is_refused_as_revoked_before_any_other_reason() {
        for (String audience : new String[] {"server", "workspace", null}) {
            CheckResult verdict = CredentialCheck.check(session(1), true, audience, null, owner(true), NOW);
            assertThat(verdict).isEqualTo(new CheckResult.Rejected(UseRefusalReason.REVOKED, null, OWNER));
        }
        PresentedApiToken maxPerKey =
                new PresentedApiToken("jti", OWNER, "server", "server", NOW, LATER, KEY, 5, 0, null);
        assertThat(CredentialCheck.check(maxPerKey, true, "server", key(false, true, NOW, null), owner(false), NOW))
                .isEqualTo(new CheckResult.Rejected(UseRefusalReason.REVOKED, KEY, OWNER));
    }

    private static PresentedApiToken session(int sessionGeneration) {
        return new PresentedApiToken("jti", OWNER, "server", "server", NOW, LATER, null, 0, sessionGeneration, null);
    }

    private static UseRefusalReason reason(CheckResult verdict) {
        return verdict instanceof CheckResult.Rejected rejected ? rejected.reason() : null;
    }

    private static CredentialRecord key(boolean active, boolean deleted, Instant expiresAt, Instant retainedUntil) {
        return new CredentialRecord(
                KEY,
                OWNER,
                "ci",
                null,
                CURRENT,
                5,
                PREVIOUS,
                retainedUntil,
                0,
                expiresAt,
                active,
                deleted,
                NOW,
                NOW,
                0);
    }

    private static AccountRecord owner(boolean active) {
        return new AccountRecord(
                OWNER,
                AccountKind.USER,
                "jane",
                "Jane",
                null,
                null,
                null,
                Map.of(),
                Set.of(),
                active,
                false,
                1,
                NOW,
                0);
    }
}
