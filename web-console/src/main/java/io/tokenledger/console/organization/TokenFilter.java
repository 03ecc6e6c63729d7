package io.tokenledger.console.organization;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Lists of an organization's tokens. The numbers of the organization and the chips of its list use the same filters. */
public enum TokenFilter {
    ALL("All"),
    WORKING("Working"),
    NO_EXPIRY("No expiry"),
    EXPIRING("Expiring in 14 days"),
    UNUSED("Unused for 60 days"),
    NEVER_USED("Never used"),
    OWNER_INACTIVE("Owner inactive");

    private static final Duration LONG_UNUSED = Duration.ofDays(60);

    private final String label;

    TokenFilter(String label) {
        this.label = label;
    }

    /** The filter of this name; {@link #ALL} if there is none. */
    static TokenFilter of(String key) {
        return Arrays.stream(values())
                .filter(filter -> filter.key().equals(key))
                .findFirst()
                .orElse(ALL);
    }

    /** The name of the filter in an address. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The text of the chip. */
    public String label() {
        return label;
    }

    /** The parameters of {@code GET /ledger/tokens}. */
    Map<String, Object> parameters(Instant now) {
        return switch (this) {
            case ALL -> Map.of();
            case WORKING -> Map.of("works", true);
            case NO_EXPIRY -> Map.of("works", true, "no_expiry", true);
            case EXPIRING -> Map.of("expiring_within", "P14D");
            case UNUSED -> Map.of("works", true, "unused_since", now.minus(LONG_UNUSED));
            case NEVER_USED -> Map.of("works", true, "never_used", true);
            case OWNER_INACTIVE -> Map.of("state", "active", "owner_active", false);
        };
    }
}
