package io.tokenledger.command.apitoken;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.openapi.NullBody;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.query.FoundSession;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.command.account.EndSessions;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/**
 * Ends sessions of the caller. It requires a session, because a stolen API key could otherwise sign its owner out
 * repeatedly and so prevent the owner from deactivating it.
 */
@RestController
@RequestMapping("/users/me/sessions")
@Requires(value = Action.SELF, session = true)
class UserSessionEndpoint {
    private final SessionQueries sessions;
    private final ApiTokenRevocationService revocation;
    private final CommitBarrier commitBarrier;
    private final ListingAwaiter listings;

    UserSessionEndpoint(
            SessionQueries sessions,
            ApiTokenRevocationService revocation,
            CommitBarrier commitBarrier,
            ListingAwaiter listings) {
        this.sessions = sessions;
        this.revocation = revocation;
        this.commitBarrier = commitBarrier;
        this.listings = listings;
    }

    /** Ends all sessions of the caller, including the current one. */
    @DeleteMapping
    @ApiResponse(responseCode = "200", description = NullBody.DESCRIPTION, content = @Content)
    ResponseEntity<Object> endSessions(WriteRequest request) {
        UUID account = request.caller().accountId();
        IdempotentWrite write = request.of(null);
        return write.executeOrReplay(
                () -> {
                    write.send(account, new EndSessions(account, "signed out everywhere"));
                    return answer(account, write);
                },
                ended -> answer(account, write));
    }

    /** Ends one session. Returns 404 if the caller has no such session, or if it has expired. */
    @DeleteMapping("/{jti}")
    @ApiResponse(responseCode = "200", description = NullBody.DESCRIPTION, content = @Content)
    ResponseEntity<Object> endSession(@PathVariable String jti, WriteRequest request) {
        UUID account = request.caller().accountId();
        UUID id = ResourceIds.parse(jti).orElseThrow(UserSessionEndpoint::notFound);
        IdempotentWrite write = request.of(null);
        return write.executeOrReplay(
                () -> {
                    FoundSession found = sessions.find(account, id).orElseThrow(UserSessionEndpoint::notFound);
                    if (found.ended()) {
                        commitBarrier.awaitAll(); // the change that ended it may not be acknowledged yet
                    } else {
                        revocation.endSession(account, id.toString(), found.created(), found.expiresAt(), write::send);
                    }
                    return answer(id, write);
                },
                ended -> answer(id, write));
    }

    private ResponseEntity<Object> answer(UUID subject, IdempotentWrite write) {
        return listings.answer(HttpStatus.OK, ListingName.SESSIONS, subject, write.waits())
                .body(NullNode.getInstance());
    }

    private static ProblemException notFound() {
        return ProblemCode.SESSION_NOT_FOUND.because("There is no such session.");
    }
}
