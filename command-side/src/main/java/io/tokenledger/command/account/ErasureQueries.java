package io.tokenledger.command.account;

import io.tokenledger.api.query.Disclosures;
import io.tokenledger.api.query.FindDisclosures;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.readyourwrites.RequiredReadModelQueries;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks the query side, after an erasure, whether all read models show it and which copies remain. */
@Component
class ErasureQueries {
    private static final long RETRY_SECONDS = 5;

    private final RequiredReadModelQueries queries;
    private final EventPositions events;

    ErasureQueries(RequiredReadModelQueries queries, EventPositions events) {
        this.queries = queries;
        this.events = events;
    }

    /**
     * The copies that the ledger cannot reach.
     *
     * @throws io.tokenledger.api.problem.ProblemException with 503 if a read model does not show the erasure in time; the
     *     account is erased nevertheless
     */
    Disclosures disclosures(UUID accountId) {
        FindDisclosures query = new FindDisclosures(accountId, events.lastOf(accountId.toString()));
        return queries.ask(
                query,
                Disclosures.class,
                RequestDeadline.remaining(CommandLimits.KEY_SEARCH_TIMEOUT),
                "The account is erased, but not all read models show it yet. Send the request again to see the result.",
                RETRY_SECONDS);
    }
}
