package io.tokenledger.query.idempotency;

import io.tokenledger.eventstore.jdbc.SqlChange;
import java.util.List;
import java.util.UUID;

/** Answers that the query side keeps apart from its read models: for repeats of a request, and of comparisons. */
public final class StoredAnswers {
    private StoredAnswers() {}

    /** Removes the answers that were given to the account or contain its id, and all differences of comparisons. */
    public static List<SqlChange> erase(UUID accountId) {
        String id = accountId.toString();
        return List.of(SqlChange.of("""
                        UPDATE query_side.request SET answer = NULL
                        WHERE answer IS NOT NULL AND (account_id = ? OR position(?::text IN answer) > 0)""", accountId, id), eraseDifferences());
    }

    /** Removes all differences of comparisons. One names only the columns that differ, so nothing tells whom it is about. */
    public static SqlChange eraseDifferences() {
        return SqlChange.of("UPDATE query_side.replay SET drifts = '[]' WHERE drifts <> '[]'");
    }
}
