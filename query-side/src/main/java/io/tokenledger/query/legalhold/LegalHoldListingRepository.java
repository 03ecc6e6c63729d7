package io.tokenledger.query.legalhold;

import io.tokenledger.api.resource.LegalHoldResource;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads legal holds. */
@Repository
class LegalHoldListingRepository {
    private final JdbcClient jdbc;

    LegalHoldListingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A hold with the position of its event, by which pages continue. */
    record Listed(LegalHoldResource hold, long position) {}

    /**
     * The newest holds.
     *
     * @param released whether to include released holds
     * @param before position of the last hold of the previous page; null for the first page
     */
    List<Listed> newest(boolean released, @Nullable Long before, int limit) {
        SqlConditions where = new SqlConditions();
        if (!released) {
            where.and("released_at IS NULL");
        }
        if (before != null) {
            where.and("position < ?", before);
        }
        return jdbc.sql("SELECT * FROM legal_hold_v1" + where.where() + " ORDER BY position DESC LIMIT " + limit)
                .params(where.values())
                .query((row, number) -> new Listed(hold(row), row.getLong("position")))
                .list();
    }

    private static LegalHoldResource hold(ResultSet row) throws SQLException {
        return new LegalHoldResource(
                row.getObject("hold_id", UUID.class),
                WireNames.parse(LegalHoldSubject.class, row.getString("subject")),
                row.getObject("subject_id", UUID.class),
                row.getString("reason"),
                row.getTimestamp("placed_at").toInstant(),
                row.getObject("placed_by", UUID.class),
                Sql.instant(row, "released_at"),
                row.getObject("released_by", UUID.class));
    }
}
