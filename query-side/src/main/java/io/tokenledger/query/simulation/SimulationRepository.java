package io.tokenledger.query.simulation;

import io.tokenledger.api.verify.Caller;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the uses that a simulated policy would have refused, and names for the report. */
@Repository
class SimulationRepository {
    private final JdbcClient jdbc;

    SimulationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Uses that an interval would have refused on one day.
     *
     * @param span index of the interval in the list
     * @param day day of the first use of each event, in UTC
     */
    record Affected(int span, LocalDate day, long uses) {}

    boolean organizationExists(UUID organizationId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM organization_listing_v1 WHERE organization_id = ?)")
                .param(organizationId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Accepted uses in these intervals that the caller may see, by day. A use that is in several intervals counts for the
     * first. The result refers to an interval by its index.
     */
    List<Affected> affected(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        Statement statement = RefusedUses.byDay(spans, from, to, caller);
        return jdbc.sql(statement.text())
                .params(statement.values())
                .query((row, number) ->
                        new Affected(row.getInt("span"), row.getObject("day", LocalDate.class), row.getLong("uses")))
                .list();
    }

    /**
     * Uses in an interval after its {@code since}.
     *
     * @param span index of the interval in the list
     */
    record LateUse(int span, long uses, Instant lastUsedAt) {}

    /**
     * Accepted uses in these intervals, after the time since which each key would not have worked, that the caller may
     * see. A use that is in several intervals counts for the first.
     *
     * @param spans intervals in the order of these times
     */
    List<LateUse> usesSince(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        Statement statement = RefusedUses.sinceExpiry(spans, from, to, caller);
        return jdbc.sql(statement.text())
                .params(statement.values())
                .query((row, number) -> new LateUse(
                        row.getInt("span"),
                        row.getLong("uses"),
                        row.getTimestamp("last_used_at").toInstant()))
                .list();
    }

    /** A statement with its parameters. */
    record Statement(String text, List<Object> values) {}

    Map<UUID, String> namesOfKeys(Collection<UUID> ids) {
        return names("SELECT token_id AS id, name FROM token_listing_v1 WHERE token_id = ANY (?)", ids);
    }

    Map<UUID, String> usernames(Collection<UUID> ids) {
        return names(
                "SELECT account_id AS id, username AS name FROM account_listing_v1 WHERE account_id = ANY (?)", ids);
    }

    private Map<UUID, String> names(String query, Collection<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        jdbc.sql(query).param(ids.toArray(UUID[]::new)).query((RowCallbackHandler)
                row -> names.put(row.getObject("id", UUID.class), row.getString("name")));
        return names;
    }
}
