package io.tokenledger.allinone.harness;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Windows in which a ledger counts equal uses. */
public final class UseWindows {
    private UseWindows() {}

    /** Lets all windows expire, and waits until the events with their repeats are stored. */
    public static void expire(LedgerUnderTest ledger) {
        ledger.clock().travel(Duration.ofSeconds(61));
        await().until(() ->
                gauge(ledger, "ledger.use.windows.open") == 0 && gauge(ledger, "ledger.use.repeats.unwritten") == 0);
    }

    private static double gauge(LedgerUnderTest ledger, String name) {
        return ledger.applications().stream()
                .flatMap(application -> application.getBean(MeterRegistry.class).find(name).gauges().stream())
                .mapToDouble(Gauge::value)
                .sum();
    }
}
