package io.tokenledger.api.limit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Creates bulkheads with the metrics {@code ledger.bulkhead.used} and {@code ledger.bulkhead.rejected}, tagged by name.
 */
@Component
public class BulkheadFactory {
    private final MeterRegistry meters;

    public BulkheadFactory(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Creates a bulkhead with metrics.
     *
     * @param name value of the tag {@code name}; unique in the process
     */
    public Bulkhead named(String name, Bulkhead.Limit limit) {
        Bulkhead bulkhead = new Bulkhead(name, limit);
        Gauge.builder("ledger.bulkhead.used", bulkhead, Bulkhead::used)
                .description("Permits in use")
                .tag("name", name)
                .register(meters);
        FunctionCounter.builder("ledger.bulkhead.rejected", bulkhead, Bulkhead::rejected)
                .description("Requests rejected because no permit was free")
                .tag("name", name)
                .register(meters);
        return bulkhead;
    }

    /**
     * Creates a bulkhead whose keys are accounts.
     *
     * @param operations plural noun for the limited operations, for messages
     * @param maxWait time that a request waits for a permit before it is rejected
     */
    public AccountBulkhead ofAccounts(String name, String operations, Bulkhead.Limit limit, Duration maxWait) {
        return new AccountBulkhead(named(name, limit), operations, limit, maxWait);
    }
}
