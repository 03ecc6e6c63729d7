package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
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

    public VersionedRows(JdbcClient jdbc, DeploymentMode store) {
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
        return isApplied(
                id,
                mode,
                change(table, key, id, version, mode, assignments, values).run(jdbc) == 1);
    }

    /** The same, but returns the row as it is afterwards; empty for a repeated event. */
    public <T> Optional<T> advanceReturning(
            RowMapper<T> row,
            String table,
            String key,
            UUID id,
            long version,
            ApplyMode mode,
            String assignments,
            @Nullable Object... values) {
        Optional<T> changed =
                change(table, key, id, version, mode, assignments, values).runReturning(jdbc, row);
        isApplied(id, mode, changed.isPresent());
        return changed;
    }

    private SqlChange change(
            String table,
            String key,
            UUID id,
            long version,
            ApplyMode mode,
            String assignments,
            @Nullable Object... values) {
        return mustFollow(mode)
                ? SqlChange.follow(table, key, id, version, assignments, values)
                : SqlChange.advance(table, key, id, version, assignments, values);
    }

    private boolean isApplied(UUID id, ApplyMode mode, boolean changed) {
        if (!changed && mustFollow(mode)) {
            throw new ConcurrencyException("An earlier event of " + id + " has not been applied yet.");
        }
        mode.recordChange(changed ? 1 : 0);
        return changed;
    }

    private boolean mustFollow(ApplyMode mode) {
        return !store.keepsTables() && !mode.isReplaying();
    }
}
