package io.tokenledger.query.notice;

import io.tokenledger.eventstore.jdbc.Sql;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The row of {@code notice_run}: the last completed run of any process. */
@Repository
class NoticeRunRepository {
    private final JdbcClient jdbc;

    NoticeRunRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last completed run; empty if no process has completed one. */
    Optional<NoticeRun> find() {
        return jdbc.sql("SELECT completed_at, failing_since, rejections FROM query_side.notice_run")
                .query((row, number) -> new NoticeRun(
                        row.getTimestamp("completed_at").toInstant(),
                        Sql.instant(row, "failing_since"),
                        row.getInt("rejections")))
                .optional();
    }

    void store(NoticeRun run) {
        Instant failingSince = run.failingSince();
        jdbc.sql("""
                        INSERT INTO query_side.notice_run (completed_at, failing_since, rejections) VALUES (?, ?, ?)
                        ON CONFLICT (only_row) DO UPDATE
                        SET completed_at = excluded.completed_at, failing_since = excluded.failing_since,
                            rejections = excluded.rejections""")
                .param(Timestamp.from(run.completedAt()))
                .param(failingSince == null ? null : Timestamp.from(failingSince))
                .param(run.rejections())
                .update();
    }
}
