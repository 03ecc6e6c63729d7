package io.tokenledger.query.tokenlisting;

import io.tokenledger.access.apikey.ApiKeyState;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Which API keys a listing shall show: the filters of {@code GET /ledger/tokens}, as conditions of SQL. */
final class TokenFilter {
    private static final int MAX_TEXT = 200;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, String> parameters;
    private final SqlConditions conditions = new SqlConditions();

    private TokenFilter(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** Reads the filters, over what the caller may see; names it does not know are left alone. */
    static SqlConditions of(Map<String, String> parameters, Caller caller, Instant now) {
        TokenFilter filter = new TokenFilter(parameters);
        filter.refuseWhatCannotBeAnswered();
        VisibleAccounts.restrict(filter.conditions, "t.owner_id", caller);
        filter.readOwner();
        filter.readState(now);
        filter.readInstants();
        filter.readFlags();
        filter.readText();
        return filter.conditions;
    }

    private void refuseWhatCannotBeAnswered() {
        if (parameters.containsKey("as_of")) {
            throw RefusalCode.BAD_VALUE.because("This ledger does not keep that dimension: leave as_of out.");
        }
    }

    private void readOwner() {
        String owner = parameters.get("owner");
        if (owner != null) {
            conditions.and("t.owner_id = ?", uuid("owner", owner));
        }
        String organization = parameters.get("organization");
        if (organization != null) {
            VisibleAccounts.ofOrganization(conditions, "t.owner_id", uuid("organization", organization));
        }
        String kind = parameters.get("owner_kind");
        if (kind != null) {
            if (!kind.equals("user") && !kind.equals("service_account")) {
                throw RefusalCode.BAD_VALUE.because("owner_kind is user or service_account.");
            }
            conditions.and("a.kind = ?", kind);
        }
    }

    private void readState(Instant now) {
        String state = parameters.get("state");
        if (state == null) {
            conditions.and("NOT t.deleted");
            return;
        }
        Timestamp instant = Timestamp.from(now);
        switch (state(state)) {
            case DELETED -> conditions.and("t.deleted");
            case EXPIRED -> conditions.and("NOT t.deleted AND t.expires_at <= ?", instant);
            case INACTIVE ->
                conditions.and(
                        "NOT t.deleted AND NOT t.active AND (t.expires_at IS NULL OR t.expires_at > ?)", instant);
            case ACTIVE ->
                conditions.and("NOT t.deleted AND t.active AND (t.expires_at IS NULL OR t.expires_at > ?)", instant);
        }
    }

    private void readInstants() {
        between("created", "t.created_at");
        between("expires", "t.expires_at");
        between("last_used", "t.last_used_at");
        String rotatedBefore = parameters.get("rotated_before");
        if (rotatedBefore != null) {
            conditions.and("coalesce(t.rotated_at, t.created_at) < ?", instant("rotated_before", rotatedBefore));
        }
    }

    private void between(String name, String column) {
        String after = parameters.get(name + "_after");
        if (after != null) {
            conditions.and(column + " >= ?", instant(name + "_after", after));
        }
        String before = parameters.get(name + "_before");
        if (before != null) {
            conditions.and(column + " < ?", instant(name + "_before", before));
        }
    }

    private void readFlags() {
        flag("never_used", "t.last_used_at IS NULL");
        flag("no_expiry", "t.expires_at IS NULL");
    }

    private void flag(String name, String condition) {
        String value = parameters.get(name);
        if (value != null) {
            switch (value.toLowerCase(Locale.ROOT)) {
                case "true", "1" -> conditions.and(condition);
                case "false", "0" -> conditions.and("NOT (" + condition + ")");
                default -> throw RefusalCode.BAD_VALUE.because("'%s' is true or false.", name);
            }
        }
    }

    private void readText() {
        String q = parameters.get("q");
        if (q != null) {
            if (q.length() > MAX_TEXT || q.indexOf('\0') >= 0) {
                throw RefusalCode.BAD_VALUE.because("q has at most 200 characters.");
            }
            String pattern = "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
            conditions.and("(t.name ILIKE ? OR t.description ILIKE ?)", pattern, pattern);
        }
    }

    private static ApiKeyState state(String value) {
        try {
            return ApiKeyState.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw RefusalCode.BAD_VALUE.because("state is active, inactive, expired or deleted.");
        }
    }

    private static UUID uuid(String name, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException noUuid) {
            throw RefusalCode.BAD_VALUE.because("'%s' is an id.", name);
        }
    }

    private static Timestamp instant(String name, String value) {
        try {
            Instant instant = Instant.parse(value);
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
                throw RefusalCode.BAD_VALUE.because("'%s' lies outside the years 1970 to 9999.", name);
            }
            return Timestamp.from(instant);
        } catch (DateTimeParseException noInstant) {
            throw RefusalCode.BAD_VALUE.because("'%s' is an instant like 2026-01-31T12:00:00Z.", name);
        }
    }
}
