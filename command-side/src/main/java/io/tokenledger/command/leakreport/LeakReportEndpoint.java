package io.tokenledger.command.leakreport;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.mvc.StrictBody;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.authentication.verify.FailedAttemptLimiter;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.apitoken.ApiTokenRevocationService;
import io.tokenledger.command.bulkoperation.DeactivationRequest;
import io.tokenledger.command.token.HeldKeyFinder;
import io.tokenledger.command.token.TokenOperations;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Accepts reports of leaked API key values and API tokens without a credential, for example from secret scanners. Each
 * valid key is deactivated with a reason that its owner sees. The response is the same for all values.
 */
@RestController
class LeakReportEndpoint {
    private static final int MAX_SOURCE_LENGTH = 300;

    private final CredentialReader reader;
    private final HeldKeyFinder heldKeys;
    private final TokenOperations tokens;
    private final ApiTokenRevocationService revocation;
    private final CredentialVerifier verifier;
    private final FailedAttemptLimiter limiter;
    private final CommitBarrier commitBarrier;
    private final Bulkhead reports;

    LeakReportEndpoint(
            CredentialReader reader,
            HeldKeyFinder heldKeys,
            TokenOperations tokens,
            ApiTokenRevocationService revocation,
            CredentialVerifier verifier,
            FailedAttemptLimiter limiter,
            CommitBarrier commitBarrier,
            BulkheadFactory bulkheads) {
        this.reports = bulkheads.named("leak-reports", CommandLimits.LEAK_REPORTS);
        this.reader = reader;
        this.heldKeys = heldKeys;
        this.tokens = tokens;
        this.revocation = revocation;
        this.verifier = verifier;
        this.limiter = limiter;
        this.commitBarrier = commitBarrier;
    }

    /**
     * Leaked values and the place where they were found.
     *
     * @param credentials 1 to 1,000 values
     * @param source place where the values were found, shown to the owners; at most 300 characters
     */
    record LeakReport(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
            List<String> credentials,

            @Nullable String source)
            implements StrictBody {
        @Override
        public String toString() {
            return "LeakReport[hidden]";
        }
    }

    /** @param received number of reported values, whether they are known or unknown */
    record Received(int received) {}

    @PostMapping("/ledger/leak_reports")
    @SecurityRequirements
    @ApiResponse(responseCode = "202")
    ResponseEntity<Received> report(@RequestBody LeakReport report, RequestOrigin origin) {
        List<String> values = report.credentials();
        if (values == null || values.isEmpty()) {
            throw ProblemCode.BAD_VALUE.because("'credentials' must contain 1 to 1,000 values.");
        }
        DeactivationRequest.requireValidList("credentials", values);
        if (report.source() != null && report.source().length() > MAX_SOURCE_LENGTH) {
            throw ProblemCode.BAD_VALUE.because("'source' must have at most 300 characters.");
        }
        ClientNetwork network = ClientNetwork.of(origin.ip());
        limiter.reportsOverLimit(network).ifPresent(wait -> {
            throw ProblemCode.TOO_MANY_REQUESTS.retryAfter(
                    Math.max(1, wait.toSeconds()), "This network has reported too many values within a minute.");
        });
        limiter.reported(network, values.size());
        try (Bulkhead.Permit permit = reports.tryAcquire(network, CommandLimits.MAX_LEAK_REPORT_WAIT)) {
            if (permit == null) {
                throw ProblemCode.STORE_UNAVAILABLE.retryAfter(1, "Too many leak reports are in progress.");
            }
            String reason = reason(report.source());
            values.forEach(value -> end(value, reason, origin));
            RequestDeadline.renew();
            commitBarrier.awaitAll(); // a concurrent request may be deactivating one of them
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(new Received(values.size()));
    }

    private void end(String value, String reason, RequestOrigin origin) {
        RequestDeadline.renew();
        PresentedCredential presented = reader.read(Secret.of(value));
        if (presented instanceof PresentedApiToken held) {
            limiter.refused(origin.ip());
            revoke(held, reason, origin);
            return;
        }
        CredentialRecord key =
                presented instanceof PresentedKey held ? heldKeys.find(held).orElse(null) : null;
        if (key == null) {
            // The verifier records guesses and counts them against the limit of their address.
            verifier.verify(new VerifyCredential(presented, Channel.REVOCATION, origin, null, null, null));
            return;
        }
        limiter.refused(origin.ip()); // so that the limit does not reveal which values were valid
        tokens.deactivateByHolder(key.tokenId(), reason, origin);
    }

    /** Continues if one account has too many revocations, so that the rest of the report is processed. */
    private void revoke(PresentedApiToken held, String reason, RequestOrigin origin) {
        try {
            revocation.revokeByHolder(held, reason, origin);
        } catch (ProblemException refused) {
            if (refused.problem().code() != ProblemCode.TOO_MANY_REVOCATIONS) {
                throw refused;
            }
        }
    }

    private static String reason(@Nullable String source) {
        return source == null || source.isBlank()
                ? "reported as leaked"
                : "reported as leaked: " + PlainText.sanitize(source.strip());
    }
}
