package io.tokenledger.api.error;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps stack traces of an unreachable store out of the log. Axon, db-scheduler and Spring log one for each attempt; the
 * components that lose and regain the store log one line each time. A logger at the level debug still writes everything.
 */
@Component
final class OutageLogFilter extends TurboFilter {
    /** Follows the failure itself, and again with each attempt. */
    private static final String RETRY = "Releasing claim on token and preparing for retry in {}s";

    /** At the start and at the end of the application they may be all that tells why it fails. */
    @EventListener(ApplicationReadyEvent.class)
    void install() {
        start();
        context().addTurboFilter(this);
    }

    @EventListener(ContextClosedEvent.class)
    void remove() {
        context().getTurboFilterList().remove(this);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        Throwable failure = thrown == null ? last(arguments) : thrown;
        boolean repeated = Level.WARN.equals(level) && RETRY.equals(format);
        boolean outage =
                failure != null && level.isGreaterOrEqual(Level.WARN) && ExceptionTranslator.isOutOfReach(failure);
        return (repeated || outage) && logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    /** A throwable after all other arguments is logged with its trace, too. */
    private static @Nullable Throwable last(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable failure
                ? failure
                : null;
    }
}
