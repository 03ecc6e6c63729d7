package io.tokenledger.query.notice.mail;

import io.tokenledger.query.paging.Cursors;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The last part of the link that ends the weekly summaries of an account. Sealed as cursors are, so no link can be made
 * up. Its holder can do nothing else, so it is no secret.
 */
@Component
class UnsubscribeTokens {
    private static final String PURPOSE = "unsubscribe";

    private final Cursors seals;

    UnsubscribeTokens(Cursors seals) {
        this.seals = seals;
    }

    String of(UUID accountId) {
        return seals.write(PURPOSE, List.of(accountId.toString()));
    }

    /** @throws io.tokenledger.api.problem.ProblemException if the ledger did not issue this token */
    UUID accountOf(String token) {
        return UUID.fromString(seals.read(PURPOSE, token).getFirst());
    }
}
