package io.tokenledger.api.parameter;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.text.NetworkSyntax;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.events.WireNames;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The type of a query parameter: how its text is parsed, and how error messages and the OpenAPI document describe it.
 *
 * @param <T> type of the parsed value
 */
public final class ParameterType<T> {
    private static final int MAX_TEXT = 200;
    private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("([+-]\\d{2})(\\d{2})$");
    private static final int MAX_DURATION_TEXT = 40;
    private static final Duration MAX_DURATION = Duration.ofDays(3_660);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public static final ParameterType<UUID> ID =
            new ParameterType<>("a UUID", ResourceIds::parse, () -> new UUIDSchema());

    /** An instant that the store can hold. */
    public static final ParameterType<Instant> INSTANT = new ParameterType<>(
            "an instant in the years 1970 to 9999, such as 2026-01-31T12:00:00Z",
            ParameterType::parseInstant,
            () -> new DateTimeSchema());

    public static final ParameterType<Boolean> FLAG =
            new ParameterType<>("true or false", ParameterType::parseFlag, () -> new BooleanSchema());

    public static final ParameterType<String> TEXT = new ParameterType<>(
            "text of at most 200 characters, without NUL",
            text -> Optional.of(text).filter(given -> given.length() <= MAX_TEXT && given.indexOf('\0') < 0),
            () -> new StringSchema().maxLength(MAX_TEXT));

    /** Why a change is made. */
    public static final ParameterType<String> REASON = new ParameterType<>(
            "text of at most 500 characters",
            text -> Optional.of(text).filter(given -> given.length() <= ApiLimits.MAX_REASON_LENGTH),
            () -> new StringSchema().maxLength(ApiLimits.MAX_REASON_LENGTH));

    /** An address, or a network in CIDR notation; the value is in its normal form. */
    public static final ParameterType<String> NETWORK = new ParameterType<>(
            "an address, or a network such as 203.0.113.0/24 or 2001:db8::/32",
            NetworkSyntax::normalize,
            () -> new StringSchema().maxLength(NetworkSyntax.MAX_LENGTH).example("203.0.113.0/24"));

    /** An id, or the word {@code none}, which gives an empty value. */
    public static final ParameterType<Optional<UUID>> ID_OR_NONE = new ParameterType<>(
            "a UUID, or none",
            text -> text.equalsIgnoreCase("none")
                    ? Optional.of(Optional.empty())
                    : ResourceIds.parse(text).flatMap(id -> Optional.of(Optional.of(id))),
            () -> new StringSchema().maxLength(36));

    /** A positive duration of at most ten years. */
    public static final ParameterType<Duration> DURATION = new ParameterType<>(
            "a duration of at most ten years, such as P14D or PT12H (ISO 8601)",
            ParameterType::parseDuration,
            () -> new StringSchema().format("duration").maxLength(MAX_DURATION_TEXT));

    private final String expected;
    private final Function<String, Optional<T>> parser;
    private final Supplier<Schema<?>> schema;

    private ParameterType(String expected, Function<String, Optional<T>> parser, Supplier<Schema<?>> schema) {
        this.expected = expected;
        this.parser = parser;
        this.schema = schema;
    }

    /** One of the constants of this enum, by its name; case does not matter. */
    public static <E extends Enum<E>> ParameterType<E> oneOf(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(ParameterType::wordOf)
                .toList();
        return new ParameterType<>(
                listed(words),
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst(),
                () -> words(words));
    }

    /** Several of these words, separated by commas. */
    public static ParameterType<List<String>> someOf(Collection<String> words) {
        return new ParameterType<>(
                "one or more of " + String.join(", ", words) + ", separated by commas",
                text -> Optional.of(Arrays.stream(text.split(",", -1))
                                .map(String::strip)
                                .toList())
                        .filter(words::containsAll),
                () -> new ArraySchema().items(words(words)));
    }

    /**
     * Parses the value of a parameter.
     *
     * @throws ProblemException if the text is not of this type
     */
    public T parse(String parameter, String text) {
        return parser.apply(text)
                .orElseThrow(() -> ProblemCode.BAD_VALUE.because("'" + parameter + "' must be " + expected + "."));
    }

    /** A new schema for the OpenAPI document. */
    public Schema<?> schema() {
        return schema.get();
    }

    /** Rejects an instant that the store cannot hold; for instants in request bodies. */
    public static Instant requireInRange(String field, Instant instant) {
        if (isInRange(instant)) {
            return instant;
        }
        throw ProblemCode.BAD_VALUE.because("'%s' must be in the years 1970 to 9999.", field);
    }

    private static boolean isInRange(Instant instant) {
        return !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST);
    }

    /** Also accepts an offset without a colon, which clients generated for Python send. */
    private static Optional<Instant> parseInstant(String text) {
        try {
            return Optional.of(Instant.parse(OFFSET_WITHOUT_COLON.matcher(text).replaceFirst("$1:$2")))
                    .filter(ParameterType::isInRange);
        } catch (DateTimeParseException noInstant) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> parseDuration(String text) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(duration -> !duration.isNegative() && !duration.isZero())
                    .filter(duration -> duration.compareTo(MAX_DURATION) <= 0);
        } catch (DateTimeParseException noDuration) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static String wordOf(Enum<?> constant) {
        return WireNames.of(constant);
    }

    private static StringSchema words(Collection<String> words) {
        StringSchema schema = new StringSchema();
        words.forEach(schema::addEnumItem);
        return schema;
    }

    /** The words as in "active, inactive or expired". */
    private static String listed(List<String> words) {
        String last = words.getLast();
        return words.size() == 1
                ? last
                : words.stream().limit(words.size() - 1L).collect(Collectors.joining(", ")) + " or " + last;
    }
}
