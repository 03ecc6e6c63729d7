package io.tokenledger.command.leakreport;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.authentication.verify.FailedAttemptLimiter;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.apitoken.ApiTokenRevocationService;
import io.tokenledger.command.token.HeldKeyFinder;
import io.tokenledger.command.token.TokenOperations;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Accepts reports of leaked API key values and API tokens without a credential, for example from secret scanners. Each
 * valid key is deactivated with a reason that its owner sees. The response is the same for all values.
 */
@RestController
class LeakReportEndpoint {
    private final LeakReportReader reader;
    private final CredentialReader credentials;
    private final HeldKeyFinder heldKeys;
    private final TokenOperations tokens;
    private final ApiTokenRevocationService revocation;
    private final CredentialVerifier verifier;
    private final FailedAttemptLimiter limiter;
    private final CommitBarrier commitBarrier;
    private final Bulkhead reports;

    LeakReportEndpoint(
            LeakReportReader reader,
            CredentialReader credentials,
            HeldKeyFinder heldKeys,
            TokenOperations tokens,
            ApiTokenRevocationService revocation,
            CredentialVerifier verifier,
            FailedAttemptLimiter limiter,
            CommitBarrier commitBarrier,
            BulkheadFactory bulkheads) {
        this.reports = bulkheads.named("leak-reports", CommandLimits.LEAK_REPORTS);
        this.reader = reader;
        this.credentials = credentials;
        this.heldKeys = heldKeys;
        this.tokens = tokens;
        this.revocation = revocation;
        this.verifier = verifier;
        this.limiter = limiter;
        this.commitBarrier = commitBarrier;
    }

    /** @param received number of reported values, whether they are known or unknown */
    @Schema(name = "LeakReportReceipt")
    record Received(int received) {}

    @PostMapping("/ledger/leak_reports")
    @SecurityRequirements
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema =
                                    @Schema(
                                            oneOf = {
                                                LeakReportReader.LeakReportBody.class,
                                                LeakReportReader.PartnerReportBody.class
                                            })))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Received.class)))
    ResponseEntity<Received> report(
            @org.springframework.web.bind.annotation.RequestBody byte[] body,
            HttpServletRequest request,
            RequestOrigin origin) {
        List<LeakedValue> values = reader.read(body, request);
        ClientNetwork network = ClientNetwork.of(origin.ip());
        limiter.reportsOverLimit(network).ifPresent(wait -> {
            throw ProblemCode.TOO_MANY_REQUESTS.retryAfter(
                    Math.max(1, wait.toSeconds()), "This network has reported too many values within a minute.");
        });
        limiter.reported(network, values.size());
        try (Bulkhead.Permit permit = reports.tryAcquire(network, CommandLimits.MAX_LEAK_REPORT_WAIT)) {
            if (permit == null) {
                throw ProblemCode.TEMPORARILY_UNAVAILABLE.retryAfter(1, "Too many leak reports are in progress.");
            }
            values.forEach(value -> end(value, origin));
            RequestDeadline.renew();
            commitBarrier.awaitAll(); // a concurrent request may be deactivating one of them
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(new Received(values.size()));
    }

    private void end(LeakedValue value, RequestOrigin origin) {
        RequestDeadline.renew();
        String reason = value.reason();
        PresentedCredential presented = credentials.read(value.credential());
        if (presented instanceof PresentedApiToken held) {
            limiter.refused(origin.ip());
            revoke(held, reason, origin);
            return;
        }
        CredentialRecord key =
                presented instanceof PresentedKey held ? heldKeys.find(held).orElse(null) : null;
        if (key == null) {
            // The verifier records guesses and counts them against the limit of their address.
            verifier.verify(
                    new VerifyCredential(presented, Channel.REVOCATION, origin, null, AccessRequirement.NONE, null));
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
}
