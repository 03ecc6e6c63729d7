package io.tokenledger.query.auditstreaming;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.audittrail.AuditRow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends one test entry to a sink, outside its delivery: the position of the sink stays. */
@Component
class SinkTester {
    private final Clock clock;

    SinkTester(Clock clock) {
        this.clock = clock;
    }

    /**
     * The result of a test.
     *
     * @param outcome delivered; or failed: the problem says why
     * @param status HTTP status of a webhook; null without a response, and for syslog
     * @param durationMs milliseconds from the start of the test to its result
     * @param problem problem of a failed test; null if there is none
     */
    @Schema(name = "SinkTestResult")
    record Result(
            @Schema(allowableValues = {"delivered", "failed"})
            String outcome,

            @Nullable Integer status,
            long durationMs,
            @Nullable String problem) {}

    /** Tests a sink for at most {@link SinkLimits#SINK_TEST_TIMEOUT}. */
    Result test(StreamedSink sink, Caller caller) {
        long start = System.nanoTime();
        AuditRow entry = entry(sink.name(), caller);
        FutureTask<@Nullable Integer> test = new FutureTask<>(() -> sink.open().test(entry));
        Thread thread = Thread.ofVirtual().name("sink-test").start(test);
        try {
            Integer status = test.get(SinkLimits.SINK_TEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return new Result("delivered", status, since(start), null);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            Integer status = failure instanceof WebhookStatusException answered ? answered.status() : null;
            return new Result("failed", status, since(start), DeliveryFailures.of(failure, sink.target()));
        } catch (TimeoutException e) {
            thread.interrupt();
            return new Result("failed", null, since(start), "the target did not answer in time");
        } catch (InterruptedException stopping) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Result("failed", null, since(start), "the process is stopping");
        }
    }

    private AuditRow entry(String name, Caller caller) {
        Instant now = clock.instant();
        return new AuditRow(
                0,
                UUID.fromString(IdentifierFactory.getInstance().generateIdentifier()),
                now,
                "ledger.sink_tested",
                "accepted",
                null,
                new AuditRow.Actor(caller.accountId(), null, null, null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                now,
                now,
                Map.of("sink", name, "test", true),
                List.of());
    }

    private static long since(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
