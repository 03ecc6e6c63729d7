package io.tokenledger.api.error;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Logs failures of scheduled tasks; the next run is not affected. While the store is unavailable every run fails and
 * other components log that, so this logs at level debug. Any other failure is logged with its stack trace.
 */
@Component
final class ScheduledTaskErrorHandler implements ThreadPoolTaskSchedulerCustomizer {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTaskErrorHandler.class);

    @Override
    public void customize(ThreadPoolTaskScheduler scheduler) {
        scheduler.setErrorHandler(ScheduledTaskErrorHandler::logFailure);
    }

    private static void logFailure(Throwable failure) {
        if (ExceptionTranslator.isStoreUnavailable(failure)) {
            LOG.debug("A scheduled task failed because the store is unavailable; it is retried on schedule", failure);
        } else {
            LOG.error("A scheduled task failed; it is retried on schedule", failure);
        }
    }
}
