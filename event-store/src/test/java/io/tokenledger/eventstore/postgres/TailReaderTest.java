package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TailReaderTest {
    private final AtomicLong appends = new AtomicLong();
    private final TailReader reader = new TailReader(() -> {}, appends);

    @Test
    void a_read_that_found_all_events_is_not_repeated() {
        assertThat(reader.isAtEnd()).isFalse();

        reader.beginRead();
        assertThat(reader.isAtEnd()).isFalse();
        reader.endRead(true);

        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void a_full_read_is_continued() {
        reader.beginRead();
        reader.endRead(false);

        assertThat(reader.isAtEnd()).isFalse();
    }

    @Test
    void an_append_during_or_after_the_read_may_have_been_missed() {
        reader.beginRead();
        appends.incrementAndGet();
        reader.endRead(true);
        assertThat(reader.isAtEnd()).isFalse();

        reader.beginRead();
        reader.endRead(true);
        appends.incrementAndGet();
        assertThat(reader.isAtEnd()).isFalse();
    }

    /** Another process may have appended events, and its notification is lost. */
    @Test
    void a_read_is_repeated_after_a_while() {
        reader.beginRead();
        reader.endRead(true);

        await().untilAsserted(() -> assertThat(reader.isAtEnd()).isFalse());
    }

    /** Without it, no projection would get an event until the process is restarted. */
    @Test
    void a_reader_continues_after_an_error() throws Exception {
        CountDownLatch attempts = new CountDownLatch(2);
        TailReader failing = new TailReader(
                () -> {
                    attempts.countDown();
                    if (attempts.getCount() > 0) {
                        throw new OutOfMemoryError("thrown by a test");
                    }
                },
                appends);

        failing.start();

        assertThat(attempts.await(20, TimeUnit.SECONDS)).isTrue();
        failing.join();
    }
}
