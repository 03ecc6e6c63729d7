package io.tokenledger.query.exposure;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the names, owners and keys of a report's subject. */
@Repository
class SubjectRepository {
    private static final String KEYS = "(SELECT token_id AS id, owner_id, name FROM token_listing_v1)";
    private static final String ACCOUNTS =
            "(SELECT account_id AS id, account_id AS owner_id, username AS name FROM account_listing_v1)";

    private final JdbcClient jdbc;

    SubjectRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The name of the subject; null if it has none. For a subject that the caller may not see, the problem is the same
     * as for one that does not exist.
     *
     * @param visible condition on {@code t} that selects the keys that the caller may see
     * @throws ProblemException if the subject does not exist or is not visible
     */
    @Nullable
    String requireVisible(ReportSubject subject, SqlConditions visible) {
        return switch (subject) {
            case ReportSubject.Key key -> name(KEYS, key.id(), visible);
            case ReportSubject.Owner owner -> name(ACCOUNTS, owner.id(), visible);
            case ReportSubject.Network network -> null;
            case ReportSubject.ApiToken token -> null;
        };
    }

    private @Nullable String name(String relation, UUID id, SqlConditions visible) {
        List<Object> values = new ArrayList<>(List.of(id));
        values.addAll(visible.values());
        return jdbc.sql("SELECT t.name FROM " + relation + " t WHERE t.id = ?" + visible.and())
                .params(values)
                .query((row, number) -> row.getString("name"))
                .optional()
                .orElseThrow(() -> ProblemCode.NOT_FOUND.because("There is no such API key or account."));
    }

    /** The owners of these entries {@code r} of the audit trail. */
    List<UUID> owners(SqlConditions entries) {
        return jdbc.sql("SELECT DISTINCT r.owner_id FROM audit_trail_v3 r" + entries.where()
                        + " AND r.owner_id IS NOT NULL")
                .params(entries.values())
                .query((row, number) -> row.getObject("owner_id", UUID.class))
                .list();
    }

    List<UUID> keysOf(Collection<UUID> owners) {
        return jdbc.sql("SELECT token_id FROM token_listing_v1 WHERE owner_id = ANY (?)")
                .param(owners.toArray(UUID[]::new))
                .query((row, number) -> row.getObject("token_id", UUID.class))
                .list();
    }
}
