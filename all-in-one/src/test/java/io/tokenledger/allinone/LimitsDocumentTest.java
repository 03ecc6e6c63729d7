package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.events.DocumentedLimit;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.SinkLimits;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of fixed limits in {@code docs/reliability.md} is generated from the code. */
class LimitsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/reliability.md");
    private static final Path COPY = Path.of("target/fixed-limits.md");
    private static final String BEGIN = "<!-- fixed limits: generated, see LimitsDocumentTest -->\n";
    private static final String END = "<!-- end -->\n";
    private static final int MAX_WORDS = 25;
    private static final int KIB = 1024;

    private static final Map<Class<?>, String> MODULES = new LinkedHashMap<>();

    static {
        MODULES.put(StoreLimits.class, "event-store");
        MODULES.put(ApiLimits.class, "api");
        MODULES.put(AuthenticationLimits.class, "authentication");
        MODULES.put(CommandLimits.class, "command-side");
        MODULES.put(QueryLimits.class, "query-side");
        MODULES.put(SinkLimits.class, "query-side");
    }

    @Test
    void the_document_has_the_limits_of_the_code() throws IOException {
        String table = table();
        String document = Files.readString(DOCUMENT);
        assertThat(document).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String printed = document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));
        if (!printed.equals(table)) {
            Files.writeString(COPY, table);
        }

        assertThat(printed)
                .as("Copy all-in-one/" + COPY + " between the comments in docs/reliability.md")
                .isEqualTo(table);
    }

    @Test
    void each_limit_says_briefly_what_it_bounds() {
        for (Class<?> limits : MODULES.keySet()) {
            for (Field field : limits.getFields()) {
                DocumentedLimit limit = field.getAnnotation(DocumentedLimit.class);
                assertThat(limit).as(field.getName()).isNotNull();
                assertThat(limit.value().split(" ")).as(field.getName()).hasSizeBetween(2, MAX_WORDS);
            }
        }
    }

    @Test
    void values_have_units_for_people() {
        assertThat(List.of(
                        text("A", Duration.ofMillis(8_500)),
                        text("A", Duration.ofMillis(250)),
                        text("A", Duration.ofMinutes(90)),
                        text("A", Duration.ofHours(24)),
                        text("A_BYTES", 128 * KIB),
                        text("A", 10_000),
                        text("A", 3.0 / 16),
                        text("A", new Bulkhead.Limit(8, 26, 0)),
                        text("A", new Bulkhead.Limit(1, 4, 8, 1))))
                .containsExactly(
                        "8.5 s",
                        "250 ms",
                        "90 min",
                        "1 d",
                        "128 KiB",
                        "10,000",
                        "18.75 %",
                        "8 of 26",
                        "1 of 4, 8 waiting");
    }

    private static String table() {
        return "\n| limit | what it bounds | module |\n|---|---|---|\n"
                + MODULES.entrySet().stream()
                        .flatMap(module ->
                                Arrays.stream(module.getKey().getFields()).map(field -> row(field, module.getValue())))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String row(Field field, String module) {
        try {
            return "| " + text(field.getName(), field.get(null)) + " | "
                    + field.getAnnotation(DocumentedLimit.class).value() + " | `" + module + "` |\n";
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String name, Object value) {
        if (value instanceof Duration duration) {
            return text(duration);
        }
        if (value instanceof Bulkhead.Limit limit) {
            return limit.maxPerKey() + " of " + limit.maxTotal()
                    + (limit.maxWaiting() == 0 ? "" : ", " + limit.maxWaiting() + " waiting");
        }
        if (value instanceof Double share) {
            return decimal(100 * share) + " %";
        }
        return name.contains("_BYTES")
                ? decimal(((Number) value).doubleValue() / KIB) + " KiB"
                : String.format(Locale.ROOT, "%,d", value);
    }

    private static String text(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        }
        if (!duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
            return decimal(duration.toMillis() / 1_000.0) + " s";
        }
        if (!duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toMinutes() + " min";
        }
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? duration.toDays() + " d"
                : duration.toHours() + " h";
    }

    /** Without zeros at the end. */
    private static String decimal(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
