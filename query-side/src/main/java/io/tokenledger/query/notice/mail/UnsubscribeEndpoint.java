package io.tokenledger.query.notice.mail;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.query.notice.NoticePreferenceService;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ends the weekly summaries of an account: at once when a mail program posts (RFC 8058), and after a click when a person
 * follows the link. Programs that check the links of a mail send GET, which changes nothing.
 */
@RestController
@SecurityRequirements
class UnsubscribeEndpoint {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Weekly summary</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"></head>
            <body><h1>Weekly summary</h1>%s</body></html>
            """;

    private static final String CONFIRMATION = """
            <p>Token Ledger sends this account a weekly summary about tokens that were not used for 30 days.</p>
            <form method="post"><button>End the weekly summary</button></form>""";

    private static final String DONE = "<p>The weekly summary has ended. The account settings can start it again.</p>";

    private final UnsubscribeTokens tokens;
    private final NoticePreferenceService preferences;

    UnsubscribeEndpoint(UnsubscribeTokens tokens, NoticePreferenceService preferences) {
        this.tokens = tokens;
        this.preferences = preferences;
    }

    @GetMapping(path = "/unsubscribe/{token}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> confirm(@PathVariable String token) {
        require(token);
        return page(CONFIRMATION);
    }

    @PostMapping(path = "/unsubscribe/{token}", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(description = "A mail program sends the body List-Unsubscribe=One-Click; it is not read.")
    ResponseEntity<String> unsubscribe(@PathVariable String token) {
        preferences.endSummaries(require(token));
        return page(DONE);
    }

    private UUID require(String token) {
        try {
            return tokens.accountOf(token);
        } catch (ProblemException forged) {
            throw ProblemCode.NOT_FOUND.because("This link is incomplete. Copy the whole link from the mail.");
        }
    }

    private static ResponseEntity<String> page(String content) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'")
                .body(PAGE.formatted(content));
    }
}
