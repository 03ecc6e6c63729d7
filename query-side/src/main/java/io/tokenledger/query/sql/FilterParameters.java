package io.tokenledger.query.sql;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.text.ResourceIds;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Parses the filter parameters of a list request. Ignores parameters that no method asks for. */
public final class FilterParameters {
    private static final int MAX_TEXT = 200;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final List<String> NO_FILTERS = List.of("cursor", "limit", "after", "format", "replay");

    private final Map<String, String> given;

    public FilterParameters(Map<String, String> given) {
        this.given = given;
    }

    public Optional<UUID> id(String name) {
        return find(name)
                .map(value -> ResourceIds.parse(value)
                        .orElseThrow(() -> ProblemCode.BAD_VALUE.because("'%s' must be a UUID.", name)));
    }

    public Optional<Instant> instant(String name) {
        return find(name).map(value -> instant(name, value));
    }

    /** An instant, as a parameter of a statement. */
    public Optional<Timestamp> timestamp(String name) {
        return instant(name).map(Timestamp::from);
    }

    public Optional<Boolean> flag(String name) {
        return find(name).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw ProblemCode.BAD_VALUE.because("'%s' must be true or false.", name);
        });
    }

    /** Plain text of at most 200 characters. */
    public Optional<String> text(String name) {
        return find(name).map(value -> {
            if (value.length() > MAX_TEXT || value.indexOf('\0') >= 0) {
                throw ProblemCode.BAD_VALUE.because(
                        "'%s' must have at most 200 characters and must not contain NUL.", name);
            }
            return value;
        });
    }

    /** An address, or a network in CIDR notation. */
    public Optional<String> network(String name) {
        return find(name).map(value -> {
            if (!NetworkParser.isNetwork(value)) {
                throw ProblemCode.BAD_VALUE.because(
                        "'%s' must be an address, or a network such as 203.0.113.0/24 or 2001:db8::/32.", name);
            }
            return value;
        });
    }

    /** A pattern for {@code ILIKE} that matches the text anywhere. All wildcards in the text are escaped. */
    public Optional<String> within(String name) {
        return text(name)
                .map(value ->
                        "%" + value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    }

    /** The parameters that select the rows of a list, without those for paging and format. */
    public Map<String, String> filters() {
        Map<String, String> filters = new TreeMap<>(given);
        NO_FILTERS.forEach(filters::remove);
        return filters;
    }

    /** The given filters of these names for an audit event, with possible credentials removed. */
    public Map<String, String> forAudit(Set<String> names) {
        Map<String, String> record = new TreeMap<>();
        names.forEach(name -> find(name).ifPresent(value -> record.put(name, PlainText.sanitize(value))));
        return record;
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /** Rejects an instant that the store cannot hold. */
    public static Instant within(String name, Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
            throw ProblemCode.BAD_VALUE.because("'%s' must be in the years 1970 to 9999.", name);
        }
        return instant;
    }

    private static Instant instant(String name, String value) {
        try {
            return within(name, Instant.parse(value));
        } catch (DateTimeParseException noInstant) {
            throw ProblemCode.BAD_VALUE.because("'%s' must be an instant such as 2026-01-31T12:00:00Z.", name);
        }
    }
}
