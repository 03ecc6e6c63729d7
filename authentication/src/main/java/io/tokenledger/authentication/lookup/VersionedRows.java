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
 * Changes rows of look-ups, each of which knows which event of its aggregate it is at. An event that comes again changes
 * nothing. Where events are kept elsewhere one may be missing that has happened: a command that finds it so is decided again,
 * once it has been taken in; if it went on, that event would be passed over for ever.
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
     * Whether the event was news to the row.
     *
     * @param key column that names the row
     * @param assignments the {@code SET} list without the version
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
                throw new ConcurrencyException("An earlier event of " + id + " has not been taken in yet.");
            }
            return true;
        }
        int changed =
                SqlChange.advance(table, key, id, version, assignments, values).run(jdbc);
        mode.recordChange(changed);
        return changed == 1;
    }
}
