package io.tokenledger.query.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticeRunRepositoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final NoticeRunRepository runs =
            new NoticeRunRepository(new NoticeFixture(NOW).database().jdbc());

    @Test
    void only_the_last_run_is_kept() {
        NoticeRun failed = new NoticeRun(NOW, NOW.minusSeconds(60), 2);
        NoticeRun later = NoticeRun.withoutFailure(NOW.plusSeconds(300));

        assertThat(runs.find()).isEmpty();
        runs.store(failed);
        assertThat(runs.find()).contains(failed);
        runs.store(later);
        assertThat(runs.find()).contains(later);
    }
}
