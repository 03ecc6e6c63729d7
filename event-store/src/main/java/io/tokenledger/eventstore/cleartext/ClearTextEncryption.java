package io.tokenledger.eventstore.cleartext;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tokenledger.eventstore.BackgroundComponent;
import io.tokenledger.eventstore.RetryPause;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.personaldata.EncryptionProperties;
import io.tokenledger.eventstore.personaldata.KeyEncryptionKeys;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts the events in clear, and counts them. It looks for them at its start and then every minute, because a process
 * with {@code LEDGER_ENCRYPTION_ENABLED=false} may append further ones. One process works at a time.
 */
final class ClearTextEncryption extends BackgroundComponent implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(ClearTextEncryption.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final RetryPause RETRY_PAUSE =
            new RetryPause(Duration.ofSeconds(1), StoreLimits.CLEAR_TEXT_CHECK_INTERVAL);

    private final ClearTextEventRepository table;
    private final EncryptionBatch batches;
    private final EncryptionLock lock;
    private final KeyEncryptionKeys keys;
    private final boolean enabled;
    private volatile double inClear = Double.NaN;
    private Optional<String> reported = Optional.empty();
    private long skipped;
    private long endOfLastPass;

    ClearTextEncryption(
            ClearTextEventRepository table,
            EncryptionBatch batches,
            EncryptionLock lock,
            KeyEncryptionKeys keys,
            EncryptionProperties settings) {
        super(BEFORE_WEB_SERVER, STOP_TIMEOUT);
        this.table = table;
        this.batches = batches;
        this.lock = lock;
        this.keys = keys;
        this.enabled = settings.enabled();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("ledger.events.in_clear", () -> inClear)
                .description("Events whose personal texts are not encrypted yet, at most 100,000")
                .register(meters);
    }

    @Override
    protected void onStart() {
        startThread("clear-text-encryption", this::run);
    }

    private void run() {
        int failures = 0;
        Duration pause = Duration.ZERO;
        while (!stopsWithin(pause)) {
            try {
                encryptIfNecessary();
                failures = 0;
                pause = StoreLimits.CLEAR_TEXT_CHECK_INTERVAL;
            } catch (SQLException | RuntimeException failure) {
                failures++;
                pause = RETRY_PAUSE.after(failures);
                if (failures == 1) {
                    LOG.warn(
                            "The encryption of events in clear failed. It continues at the same event in 1 s, then with"
                                    + " delays of up to 1 min.",
                            failure);
                }
            }
        }
    }

    private void encryptIfNecessary() throws SQLException {
        long found = count();
        if (enabled) {
            table.deleteSnapshots();
        }
        if (found == 0 || areSkipped(found)) {
            return;
        }
        Optional<String> obstacle = enabled
                ? keys.problem()
                : Optional.of("LEDGER_ENCRYPTION_ENABLED is false. Set it to true after the upgrade of all processes.");
        if (obstacle.isEmpty()) {
            lock.runAlone(() -> encrypt(found));
        } else if (!obstacle.equals(reported)) {
            LOG.warn("{} events stay in clear: {}", text(found), obstacle.get());
        }
        reported = obstacle;
    }

    private void encrypt(long found) {
        LOG.info("{} events have personal texts in clear. They are encrypted in the background.", text(found));
        EncryptionPass pass = new EncryptionPass(batches, this::count, this::stopsWithin);
        if (pass.run()) {
            skipped = pass.skipped();
            endOfLastPass = System.nanoTime();
            count();
        }
    }

    /** Whether the last pass has tried all of these events. It tries them again after a while. */
    private boolean areSkipped(long found) {
        return found <= skipped
                && System.nanoTime() - endOfLastPass < StoreLimits.UNREADABLE_EVENT_RETRY_PAUSE.toNanos();
    }

    private long count() {
        long found = table.remaining(StoreLimits.MAX_COUNTED_CLEAR_EVENTS);
        inClear = found;
        return found;
    }

    private static String text(long found) {
        return found < StoreLimits.MAX_COUNTED_CLEAR_EVENTS ? Long.toString(found) : "At least " + found;
    }
}
