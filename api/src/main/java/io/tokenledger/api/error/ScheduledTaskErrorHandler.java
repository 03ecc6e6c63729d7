package io.tokenledger.api.error;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * What is done again and again fails again and again while the store is away, and that is told elsewhere. Any other failure is
 * logged with its trace, and the next turn comes as usual.
 */
@Component
final class ScheduledTaskErrorHandler implements ThreadPoolTaskSchedulerCustomizer {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTaskErrorHandler.class);

    @Override
    public void customize(ThreadPoolTaskScheduler scheduler) {
        scheduler.setErrorHandler(ScheduledTaskErrorHandler::tell);
    }

    private static void tell(Throwable failure) {
        if (ExceptionTranslator.isOutOfReach(failure)) {
            LOG.debug("A task of the schedule could not reach the store", failure);
        } else {
            LOG.error("A task of the schedule failed", failure);
        }
    }
}
