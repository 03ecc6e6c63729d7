package io.tokenledger.command.legalhold;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.resource.LegalHoldResource;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.authentication.lookup.LegalHoldRecord;
import io.tokenledger.authentication.lookup.LegalHolds;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.Reasoned;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Places and releases legal holds. */
@RestController
@Requires(Action.LEGAL_HOLD_WRITE)
class LegalHoldEndpoint {
    private final LegalHolds holds;
    private final ListingAwaiter listings;

    LegalHoldEndpoint(LegalHolds holds, ListingAwaiter listings) {
        this.holds = holds;
        this.listings = listings;
    }

    /**
     * A legal hold to place.
     *
     * @param id id of the API key, account or organization; also of a deleted one
     * @param reason why it must be preserved, 1 to 500 characters
     */
    record PlaceLegalHoldBody(
            @Schema(implementation = LegalHoldSubject.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String subject,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            UUID id,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String reason)
            implements StrictBody, Reasoned {
        PlaceLegalHold command(UUID holdId, @Nullable String recordedReason) {
            LegalHoldSubject checkedSubject = checkedSubject();
            if (id == null) {
                throw ProblemCode.BAD_VALUE.because("'id' must be the id of the API key, account or organization.");
            }
            if (recordedReason == null) {
                throw ProblemCode.BAD_VALUE.because(
                        "'reason' must say why it must be preserved, in 1 to 500 characters.");
            }
            return new PlaceLegalHold(holdId, checkedSubject, id, recordedReason);
        }

        private LegalHoldSubject checkedSubject() {
            try {
                return WireNames.parse(LegalHoldSubject.class, String.valueOf(subject));
            } catch (IllegalArgumentException unknown) {
                throw ProblemCode.BAD_VALUE.because("'subject' must be token, account or organization.");
            }
        }
    }

    @PostMapping("/ledger/legal_holds")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = LegalHoldResource.class)))
    ResponseEntity<Object> place(@RequestBody PlaceLegalHoldBody body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
                    write.send(id, body.command(id, write.reason()));
                    return placed(id, write.waits());
                },
                id -> placed(id, write.waits()));
    }

    @DeleteMapping("/ledger/legal_holds/{holdId}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LegalHoldResource.class)))
    ResponseEntity<Object> release(@PathVariable UUID holdId, WriteRequest request) {
        IdempotentWrite write = request.of(null);
        return write.executeOrReplay(
                () -> {
                    require(holdId);
                    write.send(holdId, new ReleaseLegalHold(holdId));
                    return currentState(HttpStatus.OK, holdId, write.waits());
                },
                released -> currentState(HttpStatus.OK, released, write.waits()));
    }

    private ResponseEntity<Object> placed(UUID id, boolean wait) {
        return currentState(HttpStatus.CREATED, id, wait);
    }

    private ResponseEntity<Object> currentState(HttpStatus status, UUID id, boolean wait) {
        LegalHoldRecord hold = require(id);
        return listings.answer(status, ListingName.LEGAL_HOLDS, id, wait)
                .body(new LegalHoldResource(
                        hold.holdId(),
                        hold.subject(),
                        hold.subjectId(),
                        hold.reason(),
                        hold.placedAt(),
                        hold.placedBy(),
                        hold.releasedAt(),
                        hold.releasedBy()));
    }

    private LegalHoldRecord require(UUID id) {
        return holds.find(id).orElseThrow(LegalHoldEndpoint::notFound);
    }

    private static ProblemException notFound() {
        return ProblemCode.LEGAL_HOLD_NOT_FOUND.because("There is no such legal hold.");
    }
}
