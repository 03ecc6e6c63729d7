package io.tokenledger.query.auditstreaming;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the sinks of the API. Delivery is about the present, so the statements name the live table. */
@Repository
class ManagedSinkRepository {
    private final JdbcClient jdbc;

    ManagedSinkRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The sinks that are not removed, by name. */
    List<ManagedSink> all() {
        return jdbc.sql("SELECT * FROM query_side.managed_sink_v1 WHERE NOT removed ORDER BY name, sink_id")
                .query(ManagedSinkRepository::sink)
                .list();
    }

    /** A sink that is not removed. */
    Optional<ManagedSink> findByName(String name) {
        return jdbc.sql("SELECT * FROM query_side.managed_sink_v1 WHERE name = ? AND NOT removed LIMIT 1")
                .param(name)
                .query(ManagedSinkRepository::sink)
                .optional();
    }

    /** A sink, also one that is removed; empty if its first event is not applied. */
    Optional<ManagedSink> find(UUID id) {
        return jdbc.sql("SELECT * FROM query_side.managed_sink_v1 WHERE sink_id = ?")
                .param(id)
                .query(ManagedSinkRepository::sink)
                .optional();
    }

    private static ManagedSink sink(ResultSet row, int number) throws SQLException {
        return new ManagedSink(
                row.getObject("sink_id", UUID.class),
                row.getString("name"),
                row.getString("type"),
                row.getString("target"),
                row.getString("format"),
                row.getLong("start_position"),
                row.getBoolean("paused"),
                row.getBoolean("removed"),
                row.getLong("position"));
    }
}
