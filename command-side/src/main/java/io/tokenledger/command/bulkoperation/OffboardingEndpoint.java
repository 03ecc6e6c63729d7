package io.tokenledger.command.bulkoperation;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.Reasoned;
import io.tokenledger.command.idempotency.WriteRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Ends everything that an account can do, as one operation, when a person leaves or a service is no longer needed. */
@RestController
class OffboardingEndpoint {
    private final Offboardings offboardings;
    private final AccountCache accounts;

    OffboardingEndpoint(Offboardings offboardings, AccountCache accounts) {
        this.offboardings = offboardings;
        this.accounts = accounts;
    }

    /**
     * The account to offboard.
     *
     * @param account id of the account; required
     * @param reason why, at most 500 characters
     * @param dryRun whether to report what would stop to work without changing anything
     */
    record OffboardingBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            UUID account,

            @Nullable String reason,
            @Nullable Boolean dryRun)
            implements StrictBody, Reasoned {}

    @PostMapping("/ledger/offboardings")
    @Requires(Action.USER_WRITE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OffboardingResponse.class)))
    ResponseEntity<Object> offboard(@RequestBody OffboardingBody body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        write.caller().require(Action.TOKEN_DEACTIVATE);
        write.caller().require(Action.MEMBER_WRITE);
        AccountRecord account = requireOther(body.account(), write);
        if (Boolean.TRUE.equals(body.dryRun())) {
            return write.executeOrReplay(
                    () -> ResponseEntity.ok(offboardings.preview(account, write)),
                    id -> ResponseEntity.noContent().build());
        }
        return write.executeOrReplay(
                () -> ResponseEntity.ok(offboardings.perform(account, write)),
                begun -> ResponseEntity.ok(offboardings.resume(account, begun, write)));
    }

    private AccountRecord requireOther(@Nullable UUID id, IdempotentWrite write) {
        if (id == null) {
            throw ProblemCode.BAD_VALUE.because("'account' must be the id of an account.");
        }
        if (id.equals(write.caller().accountId())) {
            throw ProblemCode.BAD_VALUE.because("An account cannot offboard itself. Ask another superuser.");
        }
        return accounts.read(id)
                .filter(account -> !account.deleted())
                .orElseThrow(() -> ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such account."));
    }
}
