package io.tokenledger.command.incident;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.access.credential.CredentialReader;
import io.tokenledger.access.credential.PresentedApiToken;
import io.tokenledger.access.credential.PresentedCredential;
import io.tokenledger.access.credential.PresentedKey;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;
import io.tokenledger.access.text.PlainText;
import io.tokenledger.access.use.Door;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.command.apitoken.ApiTokenRevocation;
import io.tokenledger.command.token.HeldKeys;
import io.tokenledger.command.token.TokenActs;
import io.tokenledger.door.credential.Acknowledgements;
import io.tokenledger.door.credential.Credential;
import io.tokenledger.door.use.RefusalLimiter;
import io.tokenledger.events.use.Channel;
import io.tokenledger.eventstore.Patience;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whoever finds API key values reports them here, a secret scanner or a finder, without any credential: each is
 * deactivated, and its owner sees why. The answer is the same whatever the values were.
 */
@RestController
class LeakReportEndpoint {
    private static final int LONGEST_SOURCE = 300;
    /** Reports can be large, and need no credential: few at a time. */
    private static final int AT_ONCE = 2;

    private final CredentialReader reader;
    private final HeldKeys heldKeys;
    private final TokenActs tokens;
    private final ApiTokenRevocation revocation;
    private final Door door;
    private final RefusalLimiter limiter;
    private final Acknowledgements acknowledgements;
    private final Semaphore reports = new Semaphore(AT_ONCE);

    LeakReportEndpoint(
            CredentialReader reader,
            HeldKeys heldKeys,
            TokenActs tokens,
            ApiTokenRevocation revocation,
            Door door,
            RefusalLimiter limiter,
            Acknowledgements acknowledgements) {
        this.reader = reader;
        this.heldKeys = heldKeys;
        this.tokens = tokens;
        this.revocation = revocation;
        this.door = door;
        this.limiter = limiter;
        this.acknowledgements = acknowledgements;
    }

    /**
     * Values that were found somewhere.
     *
     * @param credentials from 1 to 1,000 values
     * @param source where they were found, for their owners; at most 300 characters
     */
    record LeakReport(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
            List<String> credentials,

            @Nullable String source) {
        @Override
        public String toString() {
            return "LeakReport[hidden]";
        }
    }

    /** @param received values, known ones or not */
    record Received(int received) {}

    @PostMapping("/ledger/leak_reports")
    @SecurityRequirements
    @ApiResponse(responseCode = "202")
    ResponseEntity<Received> report(@RequestBody LeakReport report, Origin origin) {
        List<String> values = report.credentials();
        if (values == null || values.isEmpty()) {
            throw RefusalCode.BAD_VALUE.because("credentials are from 1 to 1,000 values.");
        }
        DeactivationBody.demandList("credentials", values);
        if (report.source() != null && report.source().length() > LONGEST_SOURCE) {
            throw RefusalCode.BAD_VALUE.because("source has at most 300 characters.");
        }
        if (!reports.tryAcquire()) {
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "Other reports are being worked on.");
        }
        try {
            String reason = reason(report.source());
            values.forEach(value -> end(value, reason, origin));
            Patience.renew();
            acknowledgements.awaitAll(); // somebody else may be ending one of them
        } finally {
            reports.release();
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(new Received(values.size()));
    }

    private void end(String value, String reason, Origin origin) {
        Patience.renew();
        PresentedCredential presented = reader.read(Secret.of(value));
        if (presented instanceof PresentedApiToken held) {
            limiter.refused(origin.ip());
            revoke(held, reason, origin);
            return;
        }
        Credential key =
                presented instanceof PresentedKey held ? heldKeys.find(held).orElse(null) : null;
        if (key == null) {
            // Guesses are remembered, and count for their address as everywhere.
            door.ask(new UseToken(presented, Channel.REVOCATION, origin, null, null, null));
            return;
        }
        limiter.refused(origin.ip()); // so that the budget does not tell which values were good
        tokens.deactivateByHolder(key.tokenId(), reason, origin);
    }

    /** One account that has revoked too many must not keep the rest of the report from being done. */
    private void revoke(PresentedApiToken held, String reason, Origin origin) {
        try {
            revocation.revokeByHolder(held, reason, origin);
        } catch (RefusedException refused) {
            if (refused.refusal().code() != RefusalCode.TOO_MANY_REVOCATIONS) {
                throw refused;
            }
        }
    }

    private static String reason(@Nullable String source) {
        return source == null || source.isBlank()
                ? "reported as leaked"
                : "reported as leaked: " + PlainText.harmless(source.strip());
    }
}
