package io.tokenledger.api.limit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Makes bulkheads whose use can be watched: {@code ledger.bulkhead.used} and {@code ledger.bulkhead.rejected}, by name. */
@Component
public class BulkheadFactory {
    private final MeterRegistry meters;

    public BulkheadFactory(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * A bulkhead with metrics.
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
                .description("Requests that got no permit")
                .tag("name", name)
                .register(meters);
        return bulkhead;
    }

    /**
     * A bulkhead whose keys are accounts.
     *
     * @param operations what is limited, as a plural noun for messages
     * @param maxWait how long a request waits for a permit before it is rejected
     */
    public AccountBulkhead ofAccounts(String name, String operations, Bulkhead.Limit limit, Duration maxWait) {
        return new AccountBulkhead(named(name, limit), operations, limit, maxWait);
    }
}
