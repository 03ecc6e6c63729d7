package io.tokenledger.door.use;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.access.limit.VolumeSettings;
import io.tokenledger.access.refusal.RefusedException;
import io.tokenledger.access.use.Origin;
import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.SignInRefused;
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
 * Records uses as the setting promises: the first of a window before its answer, the repeats as a count when the window
 * closes. A crash loses at most the counts of open windows, never a first use.
 */
@Component
public class UseRecorder implements SmartLifecycle {
    private static final Duration MIN_AGGREGATED = Duration.ofMinutes(1);

    private final UseJournal journal;
    private final UseSettings settings;
    private final Clock clock;
    private final WindowBudget budget;
    private final UnwrittenRepeats unwritten;
    private final Counter aggregated;
    private final ConcurrentMap<UseKey, UseWindow> windows = new ConcurrentHashMap<>();
    private final Queue<UseWindow> oldestFirst = new ConcurrentLinkedQueue<>();
    private volatile boolean running;

    UseRecorder(UseJournal journal, UseSettings settings, VolumeSettings volume, Clock clock, MeterRegistry meters) {
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        this.budget = new WindowBudget(clock, volume);
        this.aggregated = Counter.builder("ledger.use.windows.aggregated")
                .description("Windows past the limits of an account or network, without agents, targets or addresses")
                .register(meters);
        this.unwritten = new UnwrittenRepeats(journal, meters);
        Gauge.builder("ledger.use.windows.open", windows, Map::size)
                .description("Windows in which equal uses are being counted")
                .register(meters);
    }

    /**
     * Returns once the use is recorded as the setting promises, or refuses if it cannot be. Past the limits of its account or
     * network the use is counted in an aggregated window.
     *
     * @param finest the most detail of a window that is opened for it; it is counted in any that is open
     */
    void record(UseKey key, Detail finest, Instant now, Origin origin, Supplier<? extends CountedEvent> event) {
        if (settings.recording() == UseSettings.Recording.EVERY && key instanceof UseKey.Accepted) {
            recordNow(event.get(), origin);
            return;
        }
        Detail detail = Detail.FULL;
        CountedEvent full = null;
        while (true) {
            UseKey together = key.at(detail);
            UseWindow known = windows.get(together);
            if (known != null && isCurrent(known, now)) {
                if (known.repeat(now)) {
                    await(known.opened());
                    return;
                }
                continue; // it has closed in this moment, and is no longer in the map
            }
            if (known != null) {
                close(known);
            }
            full = full == null ? event.get() : full;
            if (detail.compareTo(finest) < 0 || !budget.spend(full, detail)) {
                detail = detail.coarser();
            } else if (detail == Detail.FULL && settings.recording() == UseSettings.Recording.EVERY) {
                recordNow(full, origin);
                return;
            } else {
                UseWindow fresh = new UseWindow(together, detail, AggregatedEvents.of(full, detail));
                if (windows.putIfAbsent(together, fresh) == null) {
                    open(fresh, origin);
                    return;
                }
            }
        }
    }

    /** For what is never counted together: appended, and durable on return. */
    public void recordNow(LedgerEvent event, Origin origin) {
        CompletableFuture<@Nullable Void> durable = new CompletableFuture<>();
        journal.append(message(event, cause(origin)), why -> settle(durable, why));
        await(durable);
    }

    /** Guesses at passwords are counted together, as guesses at keys are. */
    public void record(SignInRefused refusal, Origin origin) {
        String agent = refusal.accountId() == null ? null : refusal.userAgent();
        record(
                new UseKey.SignIn(refusal.accountId(), refusal.ip(), agent),
                Detail.FULL,
                refusal.first(),
                origin,
                () -> refusal);
    }

    private void open(UseWindow window, Origin origin) {
        if (window.detail() != Detail.FULL) {
            aggregated.increment();
        }
        journal.append(message(window.opening(), cause(origin)), why -> {
            if (why == null) {
                oldestFirst.add(window);
            } else {
                abandon(window);
            }
            settle(window.opened(), why);
        });
        if (windows.size() > settings.maxOpenWindows()) {
            UseWindow oldest = oldestFirst.poll();
            if (oldest != null) {
                close(oldest);
            }
        }
        await(window.opened());
    }

    private static Map<String, String> cause(Origin origin) {
        return Map.of(EventMetadata.CORRELATION_ID, origin.correlationId());
    }

    private static void settle(CompletableFuture<@Nullable Void> promise, @Nullable RefusedException why) {
        if (why == null) {
            promise.complete(null);
        } else {
            promise.completeExceptionally(why);
        }
    }

    /** A window that never opened stands for no recorded use: its repeats were refused too. */
    private void abandon(UseWindow window) {
        windows.remove(window.key(), window);
        window.close();
    }

    private boolean isCurrent(UseWindow window, Instant now) {
        return now.isBefore(window.openedAt().plus(length(window.detail())));
    }

    /** Aggregated windows last at least a minute: budgets are per minute, and such windows may be opened past them. */
    private Duration length(Detail detail) {
        Duration window = settings.window();
        return detail == Detail.FULL || window.compareTo(MIN_AGGREGATED) > 0 ? window : MIN_AGGREGATED;
    }

    private void close(UseWindow window) {
        if (windows.remove(window.key(), window)) {
            CountedEvent repeats = window.close();
            if (repeats != null) {
                unwritten.write(message(repeats, Map.of()), repeats.count());
            }
        }
    }

    private static EventMessage<?> message(LedgerEvent event, Map<String, String> cause) {
        return new GenericEventMessage<>(event, cause);
    }

    /** Closes the windows whose time is over, and tries again what the store refused before. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void closeDueWindows() {
        Instant now = clock.instant();
        unwritten.rewrite();
        Iterator<UseWindow> windowsInOrder = oldestFirst.iterator();
        while (windowsInOrder.hasNext()) {
            UseWindow oldest = windowsInOrder.next();
            if (now.isBefore(oldest.openedAt().plus(settings.window()))) {
                return; // and so are all that were opened after it
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
            throw UseJournal.unavailable("The use could not be recorded.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw UseJournal.unavailable("The ledger is stopping.");
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** An orderly stop loses no count: every window closes, and the journal writes them before it stops itself. */
    @Override
    public void stop() {
        running = false;
        windows.values().forEach(this::close);
        unwritten.rewrite();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return UseJournal.PHASE + 1;
    }
}
