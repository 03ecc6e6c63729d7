package io.tokenledger.eventstore.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Lets Spring Boot show only the message of the exception. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFailureAnalyzer extends AbstractFailureAnalyzer<StartupException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, StartupException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
