package io.tokenledger.eventstore;

import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop of a thread that must not end with a failure, because nothing else would notice its end. */
public final class RestartingLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RestartingLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private RestartingLoop() {}

    /**
     * Runs the loop until it returns. One that fails, also with an Error, begins again after a second.
     *
     * @param effect what the failure means until then, as the beginning of a sentence, for the log
     * @param stopsWithin pauses for a time, and returns whether the thread must end instead
     */
    public static void run(Runnable loop, String effect, Predicate<Duration> stopsWithin) {
        do {
            try {
                loop.run();
                return;
            } catch (Throwable failure) {
                report(effect, failure);
            }
        } while (!stopsWithin.test(PAUSE));
    }

    private static void report(String effect, Throwable failure) {
        try {
            LOG.error(
                    "The thread {} failed. {} until it continues, in 1 s.",
                    Thread.currentThread().getName(),
                    effect,
                    failure);
        } catch (Throwable alsoFailed) { // without memory, for example
            return;
        }
    }
}
