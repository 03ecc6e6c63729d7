package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.events.WireNames;
import io.tokenledger.query.sql.SqlConditions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sort orders of the listing, with the condition for the next page. The id comes last in each order, so that it is
 * total.
 */
enum TokenOrder {
    CREATED("t.created_at", "-infinity") {
        @Override
        @Nullable
        Instant of(ListedToken token) {
            return token.createdAt();
        }
    },
    EXPIRES_AT("coalesce(t.expires_at, 'infinity')", "infinity") {
        @Override
        @Nullable
        Instant of(ListedToken token) {
            return token.expiresAt();
        }
    },
    LAST_USED_AT("coalesce(t.last_used_at, '-infinity')", "-infinity") {
        @Override
        @Nullable
        Instant of(ListedToken token) {
            return token.lastUsedAt();
        }
    };

    /** Meaning of the parameter that names an order. */
    static final String MEANING = "created, expires_at or last_used_at; a leading '-' reverses the order";

    /** Number of texts in a place. */
    static final int PLACE = 2;

    private final String expression;
    private final String absent;

    TokenOrder(String expression, String absent) {
        this.expression = expression;
        this.absent = absent;
    }

    abstract @Nullable Instant of(ListedToken token);

    static TokenOrder named(String sort) {
        String name = sort.startsWith("-") ? sort.substring(1) : sort;
        try {
            return WireNames.parse(TokenOrder.class, name);
        } catch (IllegalArgumentException unknown) {
            throw ProblemCode.BAD_VALUE.because(
                    "'sort' must be created, expires_at or last_used_at. A leading '-' reverses the order.");
        }
    }

    String orderBy(boolean descending) {
        String direction = descending ? " DESC" : " ASC";
        return " ORDER BY " + expression + direction + ", t.token_id" + direction;
    }

    /** Adds the condition for rows after the last row of the previous page. */
    void after(SqlConditions conditions, List<String> place, boolean descending) {
        String comparison = descending ? " < " : " > ";
        conditions.and(
                "(" + expression + ", t.token_id)" + comparison + "(?::timestamptz, ?)",
                place.get(0),
                UUID.fromString(place.get(1)));
    }

    List<String> placeOf(ListedToken token) {
        String value = Optional.ofNullable(of(token)).map(Instant::toString).orElse(absent);
        return List.of(value, token.tokenId().toString());
    }
}
