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
 * Keeps stack traces out of the log while the store is unreachable. Axon, db-scheduler and Spring log one for each
 * attempt; components that lose and regain the store log one line each time. A logger at level debug still logs
 * everything.
 */
@Component
final class OutageLogFilter extends TurboFilter {
    /**
     * Active between startup and shutdown only: during these, the stack traces may be the only explanation of a
     * failure.
     */
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
        boolean outage = failure != null
                && level.isGreaterOrEqual(Level.WARN)
                && ExceptionTranslator.isStoreUnavailable(failure);
        return outage && logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    /** SLF4J logs a throwable in the last argument with its stack trace, too. */
    private static @Nullable Throwable last(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable failure
                ? failure
                : null;
    }
}
