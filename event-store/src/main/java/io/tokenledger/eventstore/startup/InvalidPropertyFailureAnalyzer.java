package io.tokenledger.eventstore.startup;

import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Names the environment variable that makes the start fail, instead of a stack trace. Examples are an invalid duration,
 * an invalid regular expression and a missing file.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // before Spring Boot's own, which names the property but not the variable
final class InvalidPropertyFailureAnalyzer implements FailureAnalyzer {
    private final Environment environment;

    InvalidPropertyFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String complaint = String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        if (complaint.contains("must start with \"jdbc\"")) {
            return of("LEDGER_POSTGRES_URL", complaint, failure);
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> variable = variable(rejectedValue(cause));
            if (variable.isPresent()) {
                return of(variable.get(), complaint, failure);
            }
        }
        return null;
    }

    private static String rejectedValue(Throwable cause) {
        return switch (cause) {
            case TypeMismatchException mismatch -> String.valueOf(mismatch.getValue());
            case ConversionFailedException unreadable -> String.valueOf(unreadable.getValue());
            case PatternSyntaxException broken -> broken.getPattern();
            case FileSystemException file -> String.valueOf(file.getFile());
            default -> "";
        };
    }

    /** Also matches a file in the folder that the variable names. */
    private Optional<String> variable(String refused) {
        if (refused.isEmpty() || !(environment instanceof ConfigurableEnvironment known)) {
            return Optional.empty();
        }
        return known.getSystemEnvironment().entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("LEDGER_"))
                .filter(setting -> refused.equals(setting.getValue()) || refused.startsWith(setting.getValue() + "/"))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static FailureAnalysis of(String variable, String complaint, Throwable failure) {
        String first = complaint.lines().findFirst().orElse("");
        return new FailureAnalysis(
                "The value of " + variable + " is invalid: " + first,
                "Correct " + variable + ", then start again.",
                failure);
    }
}
