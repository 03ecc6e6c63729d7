package io.tokenledger.authentication.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.api.limit.VolumeProperties;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.eventstore.BackgroundComponent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records uses as {@code LEDGER_USE_RECORDING} requires: the first use of a window before its response, repeats as a
 * count when the window closes. A crash loses at most the counts of open windows, never a first use.
 */
@Component
public class UsageRecorder implements SmartLifecycle {
    private final UsageBatchWriter batchWriter;
    private final UsageProperties settings;
    private final Clock clock;
    private final UsageVolumeLimiter budget;
    private final PendingRepeats pendingRepeats;
    private final Counter aggregated;
    private final ConcurrentMap<CoalescingKey, UsageWindow> windows = new ConcurrentHashMap<>();
    private final Queue<UsageWindow> oldestFirst = new ConcurrentLinkedQueue<>();
    private volatile boolean running;

    UsageRecorder(
            UsageBatchWriter batchWriter,
            UsageProperties settings,
            VolumeProperties volume,
            Clock clock,
            MeterRegistry meters) {
        this.batchWriter = batchWriter;
        this.settings = settings;
        this.clock = clock;
        this.budget = new UsageVolumeLimiter(clock, volume);
        this.aggregated = Counter.builder("ledger.use.windows.aggregated")
                .description("Windows past the limits of an account or network, without agents, targets or addresses")
                .register(meters);
        this.pendingRepeats = new PendingRepeats(batchWriter, meters);
        Gauge.builder("ledger.use.windows.open", windows, Map::size)
                .description("Windows in which equal uses are being counted")
                .register(meters);
    }

    /**
     * Returns once the use is recorded as configured, or fails with {@code store_unavailable}. Past the limits of its
     * account or network, the use is counted in an aggregated window.
     *
     * @param finest finest detail of a window opened for the use; an open window of any detail counts it
     */
    public void record(
            CoalescingKey key,
            WindowDetail finest,
            Instant now,
            RequestOrigin origin,
            Supplier<? extends CountedEvent> event) {
        if (settings.recording() == UsageProperties.Recording.EVERY && key instanceof CoalescingKey.Accepted) {
            recordNow(event.get(), origin);
            return;
        }
        WindowDetail detail = WindowDetail.FULL;
        CountedEvent full = null;
        while (true) {
            CoalescingKey together = key.at(detail);
            UsageWindow known = windows.get(together);
            if (known != null && isCurrent(known, now) && known.repeat(now)) {
                await(known.opened());
                return;
            }
            if (known != null) {
                close(known);
            }
            full = full == null ? event.get() : full;
            if (detail.compareTo(finest) < 0 || !budget.spend(full, detail)) {
                detail = detail.coarser();
            } else if (detail == WindowDetail.FULL && settings.recording() == UsageProperties.Recording.EVERY) {
                recordNow(full, origin);
                return;
            } else {
                UsageWindow fresh = new UsageWindow(together, detail, AggregatedEvents.of(full, detail));
                if (windows.putIfAbsent(together, fresh) == null) {
                    open(fresh, origin);
                    return;
                }
            }
        }
    }

    /** Appends an event that is never counted together with others. It is durable on return. */
    public void recordNow(LedgerEvent event, RequestOrigin origin) {
        CompletableFuture<@Nullable Void> durable = new CompletableFuture<>();
        batchWriter.append(message(event, cause(origin)), why -> settlePromise(durable, why));
        await(durable);
    }

    /** Wrong passwords are counted together, as wrong keys are. */
    public void record(SignInRefused refusal, RequestOrigin origin) {
        String agent = refusal.accountId() == null ? null : refusal.userAgent();
        record(
                new CoalescingKey.SignIn(refusal.accountId(), refusal.ip(), agent),
                WindowDetail.FULL,
                refusal.first(),
                origin,
                () -> refusal);
    }

    private void open(UsageWindow window, RequestOrigin origin) {
        if (window.detail() != WindowDetail.FULL) {
            aggregated.increment();
        }
        batchWriter.append(message(window.opening(), cause(origin)), why -> {
            if (why == null) {
                oldestFirst.add(window);
            } else {
                abandon(window);
            }
            settlePromise(window.opened(), why);
        });
        if (windows.size() > settings.maxOpenWindows()) {
            UsageWindow oldest = oldestFirst.poll();
            if (oldest != null) {
                close(oldest);
            }
        }
        await(window.opened());
    }

    private static Map<String, String> cause(RequestOrigin origin) {
        return Map.of(EventMetadata.CORRELATION_ID, origin.correlationId());
    }

    private static void settlePromise(CompletableFuture<@Nullable Void> promise, @Nullable ProblemException why) {
        if (why == null) {
            promise.complete(null);
        } else {
            promise.completeExceptionally(why);
        }
    }

    /** Removes a window whose first use was not recorded. Its repeats are rejected too. */
    private void abandon(UsageWindow window) {
        windows.remove(window.key(), window);
        window.close();
    }

    private boolean isCurrent(UsageWindow window, Instant now) {
        return now.isBefore(window.openedAt().plus(length(window.detail())));
    }

    /** Aggregated windows last at least a minute: limits are per minute, and such windows may be opened beyond them. */
    private Duration length(WindowDetail detail) {
        Duration window = settings.window();
        Duration shortest = AuthenticationLimits.MIN_AGGREGATED_WINDOW;
        return detail == WindowDetail.FULL || window.compareTo(shortest) > 0 ? window : shortest;
    }

    /** Several threads may close the same window. It stays in the map until its repeats are counted as unwritten. */
    private void close(UsageWindow window) {
        CountedEvent repeats = window.close();
        if (repeats != null) {
            pendingRepeats.write(message(repeats, Map.of()), repeats.count());
        }
        windows.remove(window.key(), window);
    }

    private static EventMessage<?> message(LedgerEvent event, Map<String, String> cause) {
        return new GenericEventMessage<>(event, cause);
    }

    /** Closes the windows whose time is over, and retries the events that the store did not accept. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void closeDueWindows() {
        Instant now = clock.instant();
        pendingRepeats.rewrite();
        Iterator<UsageWindow> windowsInOrder = oldestFirst.iterator();
        while (windowsInOrder.hasNext()) {
            UsageWindow oldest = windowsInOrder.next();
            if (now.isBefore(oldest.openedAt().plus(settings.window()))) {
                return; // all others were opened later
            }
            if (!isCurrent(oldest, now)) {
                windowsInOrder.remove();
                close(oldest);
            }
        }
    }

    private void await(CompletableFuture<@Nullable Void> durable) {
        try {
            durable.get(settings.maxWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw UsageBatchWriter.unavailable("The use could not be recorded.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw UsageBatchWriter.unavailable("The ledger is stopping.");
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Closes every window, so that no count is lost. {@link UsageBatchWriter} stops after it has written them. */
    @Override
    public void stop() {
        running = false;
        windows.values().forEach(this::close);
        pendingRepeats.rewrite();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BackgroundComponent.AFTER_WEB_SERVER + 1;
    }
}
