package io.tokenledger.command.account;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.openapi.NullBody;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.authentication.verify.FailedAttemptLimiter;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/**
 * Lets users change their password. A change requires a session and the current password. So a thief with a stolen API
 * key or an open browser cannot lock out the owner.
 */
@RestController
class PasswordEndpoint {
    private final PasswordRepository passwords;
    private final FailedAttemptLimiter limiter;

    PasswordEndpoint(PasswordRepository passwords, FailedAttemptLimiter limiter) {
        this.passwords = passwords;
        this.limiter = limiter;
    }

    /** Request body of a password change. */
    record PasswordBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String currentPassword,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String password) {
        @Override
        public String toString() {
            return "PasswordBody[hidden]";
        }
    }

    /** Changes the password and ends all sessions of the account, including this one. Its API keys stay valid. */
    @PutMapping("/users/me/password")
    @Requires(value = Action.SELF, session = true)
    @ApiResponse(responseCode = "200", description = NullBody.DESCRIPTION, content = @Content)
    ResponseEntity<Object> change(@RequestBody PasswordBody body, WriteRequest request) {
        String current = body.currentPassword();
        if (current == null || body.password() == null) {
            throw ProblemCode.BAD_VALUE.because("'current_password' and 'password' are required.");
        }
        UUID id = request.caller().accountId();
        Secret next = Secret.of(body.password());
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    requireCurrentPassword(id, Secret.of(current), write.origin());
                    write.send(id, new ChangeAccount(id, null, null, null, null, null, passwords.encode(next, id)));
                    return ResponseEntity.ok().body(NullNode.getInstance());
                },
                changed -> ResponseEntity.ok().body(NullNode.getInstance()));
    }

    private void requireCurrentPassword(UUID id, Secret current, RequestOrigin origin) {
        String budget = "password of " + id;
        Optional<Duration> wait = limiter.passwordsOverLimit(budget);
        if (wait.isPresent()) {
            throw ProblemCode.TOO_MANY_REFUSALS.retryAfter(
                    wait.get().toSeconds(), "Too many wrong passwords for this account.");
        }
        if (!passwords.exists(id)) {
            throw ProblemCode.FORBIDDEN.because(
                    "This account has no password, because it signs in with the identity provider.");
        }
        if (!passwords.matches(Optional.of(id), current, ClientNetwork.of(origin.ip()))) {
            limiter.wrongPassword(budget);
            throw ProblemCode.FORBIDDEN.because("The current password is wrong.");
        }
    }
}
