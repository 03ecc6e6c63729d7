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
     * Claims the work for a process, or renews its claim.
     *
     * @return false while another process holds the claim
     */
    boolean claim(UUID process) {
        Instant now = clock.instant();
        Timestamp until = Timestamp.from(now.plus(QueryLimits.NOTICE_CLAIM_LIFETIME));
        return jdbc.sql("""
                        INSERT INTO query_side.notice_claim AS held (claimed_by, claimed_until) VALUES (:process, :until)
                        ON CONFLICT (only_row) DO UPDATE
                        SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
                        WHERE held.claimed_by = :process OR held.claimed_until < :now""")
                        .param("process", process)
                        .param("until", until)
                        .param("now", Timestamp.from(now))
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
