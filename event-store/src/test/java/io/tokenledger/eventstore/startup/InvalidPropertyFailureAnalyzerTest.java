package io.tokenledger.eventstore.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.env.StandardEnvironment;

class InvalidPropertyFailureAnalyzerTest {
    private static final Map<String, Object> SET = Map.of(
            "LEDGER_STALENESS_LIMIT", "soon",
            "LEDGER_METRICS_FROM", "(10",
            "LEDGER_SIGNING_KEYS_DIR", "/srv/keys",
            "LEDGER_POSTGRES_URL", "postgres://db/ledger",
            "OTHER", "soon");

    private final InvalidPropertyFailureAnalyzer analyzer =
            new InvalidPropertyFailureAnalyzer(new StandardEnvironment() {
                @Override
                public Map<String, Object> getSystemEnvironment() {
                    return SET;
                }
            });

    @TestFactory
    Stream<DynamicTest> the_variable_is_named() {
        return Map.of(
                        "LEDGER_STALENESS_LIMIT", new TypeMismatchException("soon", Duration.class),
                        "LEDGER_METRICS_FROM", new PatternSyntaxException("Unclosed group", "(10", 3),
                        "LEDGER_SIGNING_KEYS_DIR", new AccessDeniedException("/srv/keys/1.json"),
                        "LEDGER_POSTGRES_URL", new IllegalArgumentException("'url' must start with \"jdbc\""))
                .entrySet()
                .stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.getKey(),
                        () -> assertThat(analyzer.analyze(new IllegalStateException("no bean", one.getValue())))
                                .satisfies(analysis -> {
                                    assertThat(analysis.getDescription()).startsWith("The value of " + one.getKey());
                                    assertThat(analysis.getAction())
                                            .isEqualTo("Correct " + one.getKey() + ", then start again.");
                                })));
    }

    @Test
    void the_variable_of_a_property_record_is_named() {
        ConversionFailedException unreadable = new ConversionFailedException(
                TypeDescriptor.valueOf(String.class),
                TypeDescriptor.valueOf(Duration.class),
                "soon",
                new IllegalArgumentException("'soon' is not a valid duration"));

        assertThat(analyzer.analyze(new IllegalStateException("could not be bound", unreadable)))
                .satisfies(analysis ->
                        assertThat(analysis.getDescription()).startsWith("The value of LEDGER_STALENESS_LIMIT"));
    }

    @Test
    void a_failure_that_is_of_no_setting_is_left_to_others() {
        assertThat(analyzer.analyze(new IllegalStateException("soon"))).isNull();
    }
}
