package io.tokenledger.query.notice;

import io.tokenledger.query.QueryLimits;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The row of {@code notice_claim}: only the process that holds the claim gives notices. */
@Repository
class NoticeClaimRepository {
    private final JdbcClient jdbc;
    private final Clock clock;

    NoticeClaimRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Claims the work for a process at the start of a run.
     *
     * @return false while another process holds the claim
     */
    boolean claim(UUID process) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        INSERT INTO query_side.notice_claim AS held (claimed_by, claimed_until) VALUES (:process, :until)
                        ON CONFLICT (only_row) DO UPDATE
                        SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
                        WHERE held.claimed_by = :process OR held.claimed_until < :now""")
                        .param("process", process)
                        .param("until", Timestamp.from(now.plus(QueryLimits.NOTICE_CLAIM_LIFETIME)))
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /**
     * Renews the claim during a run.
     *
     * @return false if the claim has expired: another process may have worked since, so this run must end
     */
    boolean renew(UUID process) {
        Instant now = clock.instant();
        return jdbc.sql(
                                "UPDATE query_side.notice_claim SET claimed_until = ? WHERE claimed_by = ? AND claimed_until >= ?")
                        .params(
                                Timestamp.from(now.plus(QueryLimits.NOTICE_CLAIM_LIFETIME)),
                                process,
                                Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Releases the claim of a process at its shutdown, so that others continue at once. */
    void release(UUID process) {
        jdbc.sql("DELETE FROM query_side.notice_claim WHERE claimed_by = ?")
                .param(process)
                .update();
    }
}
