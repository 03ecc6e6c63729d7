package io.tokenledger.command.apitoken;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.listing.Listing;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;
import io.tokenledger.access.session.FoundSession;
import io.tokenledger.access.text.Ids;
import io.tokenledger.access.use.Caller;
import io.tokenledger.command.account.EndSessions;
import io.tokenledger.command.write.Listings;
import io.tokenledger.command.write.Write;
import io.tokenledger.command.write.WriteRequest;
import io.tokenledger.door.credential.Acknowledgements;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/**
 * Ends sessions of the caller. It takes a session: a stolen API key could otherwise keep its owner from staying signed in, and so
 * from deactivating it.
 */
@RestController
@RequestMapping("/users/me/sessions")
@Requires(Action.SELF)
class SessionsEndpoint {
    private final Sessions sessions;
    private final ApiTokenRevocation revocation;
    private final Acknowledgements acknowledgements;
    private final Listings listings;

    SessionsEndpoint(
            Sessions sessions, ApiTokenRevocation revocation, Acknowledgements acknowledgements, Listings listings) {
        this.sessions = sessions;
        this.revocation = revocation;
        this.acknowledgements = acknowledgements;
        this.listings = listings;
    }

    /** All of them, the one that asks included. */
    @DeleteMapping
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(types = "null")))
    ResponseEntity<Object> endSessions(WriteRequest request) {
        requireSession(request.caller());
        UUID account = request.caller().accountId();
        Write write = request.of(null);
        return write.perform(
                () -> {
                    write.send(account, new EndSessions(account, "signed out everywhere"));
                    return answer(account, write);
                },
                ended -> answer(account, write));
    }

    /** One of them; 404 for what was never a session of the caller, and once it has expired. */
    @DeleteMapping("/{jti}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(types = "null")))
    ResponseEntity<Object> endSession(@PathVariable String jti, WriteRequest request) {
        requireSession(request.caller());
        UUID account = request.caller().accountId();
        UUID id = Ids.parse(jti).orElseThrow(SessionsEndpoint::notFound);
        Write write = request.of(null);
        return write.perform(
                () -> {
                    FoundSession found = sessions.find(account, id).orElseThrow(SessionsEndpoint::notFound);
                    if (found.ended()) {
                        acknowledgements.awaitAll(); // it may be ending at this moment
                    } else {
                        revocation.endSession(account, id.toString(), found.created(), found.expiresAt(), write::send);
                    }
                    return answer(id, write);
                },
                ended -> answer(id, write));
    }

    private ResponseEntity<Object> answer(UUID subject, Write write) {
        return listings.answer(HttpStatus.OK, Listing.SESSIONS, subject, write.waits())
                .body(NullNode.getInstance());
    }

    private static void requireSession(Caller caller) {
        if (caller.keyId() != null) {
            throw RefusalCode.FORBIDDEN.because("An API key cannot end sessions; sign in.");
        }
    }

    private static RefusedException notFound() {
        return RefusalCode.SESSION_NOT_FOUND.because("There is no such session.");
    }
}
