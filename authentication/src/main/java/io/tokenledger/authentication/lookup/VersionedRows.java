package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.util.UUID;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Updates rows of lookup tables. Each row stores the version of the last applied event of its aggregate, so a repeated
 * event changes nothing.
 *
 * <p>With Axon Server, the table can lack an earlier event. A command that finds such a gap is retried after that event
 * is applied. If the command continued, that event would be skipped permanently.
 */
@Component
public class VersionedRows {
    private final JdbcClient jdbc;
    private final DeploymentMode store;

    VersionedRows(JdbcClient jdbc, DeploymentMode store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /**
     * Applies an event to a row.
     *
     * @param key name of the id column
     * @param version number of the event in its aggregate, from 0
     * @param assignments {@code SET} list without the version
     * @return whether the row was at an earlier event; false for a repeated event
     */
    public boolean advance(
            String table,
            String key,
            UUID id,
            long version,
            ApplyMode mode,
            String assignments,
            @Nullable Object... values) {
        if (!store.keepsTables() && !mode.isReplaying()) {
            if (SqlChange.follow(table, key, id, version, assignments, values).run(jdbc) == 0) {
                throw new ConcurrencyException("An earlier event of " + id + " has not been applied yet.");
            }
            return true;
        }
        int changed =
                SqlChange.advance(table, key, id, version, assignments, values).run(jdbc);
        mode.recordChange(changed);
        return changed == 1;
    }
}
