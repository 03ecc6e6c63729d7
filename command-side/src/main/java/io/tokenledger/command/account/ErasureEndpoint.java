package io.tokenledger.command.account;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.Reasoned;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.eventstore.cleartext.ClearTextEvents;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Erases all personal data about a deleted account. */
@RestController
class ErasureEndpoint {
    private static final long RETRY_SECONDS = 60;

    private final AccountCache accounts;
    private final ErasureQueries queries;
    private final ObjectProvider<ClearTextEvents> clearText;

    /** @param clearText absent with Axon Server, whose events cannot be encrypted later */
    ErasureEndpoint(AccountCache accounts, ErasureQueries queries, ObjectProvider<ClearTextEvents> clearText) {
        this.accounts = accounts;
        this.queries = queries;
        this.clearText = clearText;
    }

    /**
     * The account to erase.
     *
     * @param account id of a deleted account; required
     * @param reason why, at most 500 characters
     */
    record ErasureBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            UUID account,

            @Nullable String reason) implements StrictBody, Reasoned {}

    @PostMapping("/ledger/erasures")
    @Requires(value = Action.ACCOUNT_ERASE, session = true)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ErasureResponse.class)))
    ResponseEntity<Object> erase(@RequestBody ErasureBody body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    UUID id = requireAccount(body.account());
                    requireEncryptedEvents();
                    write.send(id, new EraseAccount(id));
                    return response(id);
                },
                this::response);
    }

    private UUID requireAccount(@Nullable UUID id) {
        if (id == null) {
            throw ProblemCode.BAD_VALUE.because("'account' must be the id of a deleted account.");
        }
        if (accounts.read(id).isEmpty()) {
            throw ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such account.");
        }
        return id;
    }

    /** The texts of events in clear would survive the destruction of the key. */
    private void requireEncryptedEvents() {
        clearText.ifAvailable(events -> {
            if (events.remaining(1) > 0) {
                throw ProblemCode.TEMPORARILY_UNAVAILABLE.retryAfter(
                        RETRY_SECONDS,
                        "The ledger still encrypts events that an older build stored in clear."
                                + " The account can be erased when the metric ledger_events_in_clear is 0.");
            }
        });
    }

    private ResponseEntity<Object> response(UUID id) {
        return ResponseEntity.ok(new ErasureResponse(id, queries.disclosures(id)));
    }
}
