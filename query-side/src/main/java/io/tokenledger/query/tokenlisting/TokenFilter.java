package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.domain.KeyState;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.FilterParameters;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleHistory;
import io.tokenledger.query.sql.VisibleOrigins;
import java.sql.Timestamp;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Translates the filters of {@code GET /ledger/tokens} into SQL conditions. */
final class TokenFilter {
    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            "owner",
            "owner_kind",
            "organization",
            "state",
            "created_after",
            "created_before",
            "expires_after",
            "expires_before",
            "last_used_after",
            "last_used_before",
            "rotated_before",
            "unused_since",
            "created_from",
            "used_from",
            "never_used",
            "owner_active",
            "many_networks",
            "no_expiry",
            "q"));

    /** Sources of the columns, of the names of owners, and of the accounts that the caller may see. */
    private static final Set<ProjectionName> LISTINGS =
            Set.of(ProjectionName.TOKEN_LISTING, ProjectionName.ACCOUNT_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private final FilterParameters parameters;
    private final Caller caller;
    private final AsOf asOf;
    private final SqlConditions conditions = new SqlConditions();

    private TokenFilter(FilterParameters parameters, Caller caller, AsOf asOf) {
        this.parameters = parameters;
        this.caller = caller;
        this.asOf = asOf;
    }

    /** The conditions of the filters, restricted to keys that the caller may see. */
    static SqlConditions of(FilterParameters parameters, Caller caller, AsOf moment) {
        TokenFilter filter = new TokenFilter(parameters, caller, moment);
        VisibleAccounts.restrict(filter.conditions, "t.owner_id", caller, moment);
        filter.readOwner();
        filter.readState();
        filter.readInstants();
        filter.readAddresses();
        filter.readFlags();
        filter.readText();
        return filter.conditions;
    }

    /** The projections that a listing with these filters reads from. */
    static Set<ProjectionName> sources(Set<String> filters, Caller caller) {
        Set<ProjectionName> sources = EnumSet.copyOf(LISTINGS);
        sources.addAll(sourcesOf(filters, caller));
        return sources;
    }

    /** The projections that a listing of the past reads from. */
    static Set<ProjectionName> pastSources(Set<String> filters, Caller caller) {
        Set<ProjectionName> sources = EnumSet.of(ProjectionName.HISTORY);
        sources.addAll(sourcesOf(filters, caller));
        return sources;
    }

    private static Set<ProjectionName> sourcesOf(Set<String> filters, Caller caller) {
        Set<ProjectionName> sources = EnumSet.noneOf(ProjectionName.class);
        if (!VisibleHistory.seesWholePast(caller)) { // memberships decide which uses are shown
            sources.addAll(Set.of(ProjectionName.HISTORY, ProjectionName.AUDIT_TRAIL));
        }
        if (filters.contains("created_from") || filters.contains("used_from")) {
            sources.add(ProjectionName.AUDIT_TRAIL);
        }
        if (filters.contains("many_networks")) {
            sources.add(ProjectionName.SIGNALS);
        }
        return sources;
    }

    /** Rejects unknown filters. Commands use this check: a misspelt filter must not select more keys than intended. */
    static void requireKnown(Set<String> names) {
        names.stream().filter(name -> !NAMES.contains(name)).findFirst().ifPresent(name -> {
            throw ProblemCode.BAD_VALUE.because("'" + PlainText.sanitize(name) + "' is not a filter of this route. Use "
                    + String.join(", ", NAMES) + ".");
        });
    }

    private void readOwner() {
        parameters.id("owner").ifPresent(owner -> conditions.and("t.owner_id = ?", owner));
        parameters
                .id("organization")
                .ifPresent(
                        organization -> VisibleAccounts.ofOrganization(conditions, "t.owner_id", organization, asOf));
        parameters.text("owner_kind").ifPresent(kind -> {
            if (!kind.equals("user") && !kind.equals("service_account")) {
                throw ProblemCode.BAD_VALUE.because("'owner_kind' must be user or service_account.");
            }
            conditions.and("a.kind = ?", kind);
        });
    }

    private void readState() {
        Optional<String> state = parameters.text("state");
        if (state.isEmpty()) {
            conditions.and("NOT t.deleted");
            return;
        }
        Timestamp instant = Timestamp.from(asOf.at());
        switch (state(state.get())) {
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
        parameters
                .timestamp("rotated_before")
                .ifPresent(before -> conditions.and("coalesce(t.rotated_at, t.created_at) < ?", before));
        parameters
                .timestamp("unused_since")
                .ifPresent(since ->
                        conditions.and("greatest(t.created_at, coalesce(t.last_used_at, '-infinity')) < ?", since));
    }

    /** Filters by audit trail entries that the caller may see. For a creation, the caller must also see its origin. */
    private void readAddresses() {
        parameters
                .network("created_from")
                .ifPresent(network -> happenedFrom("token.created", network, VisibleOrigins.of("r", caller)));
        parameters.network("used_from").ifPresent(network -> happenedFrom("token.used", network, new SqlConditions()));
    }

    private void happenedFrom(String action, String network, SqlConditions visible) {
        SqlConditions events = new SqlConditions();
        events.and("r.action = '" + action + "' AND " + SqlConditions.within("r.ip"), network, network, network);
        VisibleAccounts.restrictEntries(events, "r", caller);
        events.and(visible);
        String until = asOf.position() == null ? "" : " AND r.position <= " + asOf.position();
        conditions.and(
                "t.token_id IN (SELECT r.token_id FROM audit_trail_v2 r" + events.where() + until + ")",
                events.values().toArray());
    }

    private void between(String name, String column) {
        parameters.timestamp(name + "_after").ifPresent(after -> conditions.and(column + " >= ?", after));
        parameters.timestamp(name + "_before").ifPresent(before -> conditions.and(column + " < ?", before));
    }

    private void readFlags() {
        flag("never_used", "t.last_used_at IS NULL");
        flag("no_expiry", "t.expires_at IS NULL");
        flag("owner_active", "(a.active AND NOT a.deleted)");
        if (asOf.isPast() && parameters.flag("many_networks").isPresent()) {
            throw ProblemCode.BAD_VALUE.because("'many_networks' covers the last 30 days only. Omit 'as_of'.");
        }
        flag("many_networks", "t.token_id IN " + VisibleHistory.manyNetworks(caller, asOf));
    }

    private void flag(String name, String condition) {
        parameters.flag(name).ifPresent(wanted -> conditions.and(wanted ? condition : "NOT (" + condition + ")"));
    }

    private void readText() {
        parameters
                .within("q")
                .ifPresent(pattern -> conditions.and("(t.name ILIKE ? OR t.description ILIKE ?)", pattern, pattern));
    }

    private static KeyState state(String value) {
        try {
            return KeyState.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw ProblemCode.BAD_VALUE.because("'state' must be active, inactive, expired or deleted.");
        }
    }
}
