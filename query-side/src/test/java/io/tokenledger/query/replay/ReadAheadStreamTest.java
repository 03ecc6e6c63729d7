package io.tokenledger.query.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.query.QueryLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadAheadStreamTest {
    private static final int TIMEOUT_MS = 10_000;
    private static final int EVENTS = 2 * QueryLimits.MAX_REPLAY_BATCH + 1;

    @Test
    void events_keep_their_order() throws Exception {
        try (ReadAheadStream stream = start(new Source(EVENTS, null))) {
            assertThat(read(stream)).containsExactlyElementsOf(positions());
            assertThat(stream.hasNextAvailable(1, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(stream.peek()).isEmpty();
        }
    }

    @Test
    void a_failure_follows_the_events_before_it_and_names_its_position() throws Exception {
        IllegalStateException lost = new IllegalStateException("The connection was lost.");
        try (ReadAheadStream stream = start(new Source(EVENTS, lost))) {
            List<Long> read = new ArrayList<>();

            assertThatThrownBy(() -> {
                        while (stream.hasNextAvailable(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                            read.add(ShadowTableWriter.position(stream.nextAvailable()));
                        }
                    })
                    .hasCause(lost)
                    .hasMessage("after position " + EVENTS);
            assertThat(read).containsExactlyElementsOf(positions());
        }
    }

    /** The thread may wait for events, or for the replay to take those that it has read. */
    @Test
    void the_source_is_closed_with_the_stream() throws Exception {
        for (int events : new int[] {0, 5 * QueryLimits.MAX_REPLAY_BATCH}) {
            Source source = new Source(events, null);
            start(source).close();

            assertThat(source.closed.await(TIMEOUT_MS, TimeUnit.MILLISECONDS)).isTrue();
        }
    }

    private static ReadAheadStream start(Source source) {
        return ReadAheadStream.start(source, event -> true, true, "reader");
    }

    private static List<Long> positions() {
        return LongStream.rangeClosed(1, EVENTS).boxed().toList();
    }

    private static List<Long> read(ReadAheadStream stream) throws InterruptedException {
        List<Long> read = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            assertThat(stream.hasNextAvailable(TIMEOUT_MS, TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(stream.peek()).isPresent();
            read.add(ShadowTableWriter.position(stream.nextAvailable()));
        }
        return read;
    }

    /** Has events, then fails or has no more. */
    private static final class Source implements BlockingStream<TrackedEventMessage<?>> {
        private final CountDownLatch closed = new CountDownLatch(1);
        private final int events;
        private final @Nullable RuntimeException end;
        private long position;

        Source(int events, @Nullable RuntimeException end) {
            this.events = events;
            this.end = end;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            if (position == events && end != null) {
                throw end;
            }
            if (position == events) {
                unit.sleep(timeout);
            }
            return position < events;
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            position++;
            return new GenericTrackedEventMessage<>(
                    GapAwareTrackingToken.newInstance(position, Set.of()), GenericEventMessage.asEventMessage("event"));
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
