package io.tokenledger.query.tokenlisting;

import io.tokenledger.access.apikey.ApiKeyState;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.text.PlainText;
import io.tokenledger.access.use.Caller;
import io.tokenledger.query.moment.Moment;
import io.tokenledger.query.sql.Parameters;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.TokenSets;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleOrigins;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which API keys a listing shall show: the filters of {@code GET /ledger/tokens}, as conditions of SQL. */
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

    private final Parameters parameters;
    private final Moment moment;
    private final SqlConditions conditions = new SqlConditions();

    private TokenFilter(Parameters parameters, Moment moment) {
        this.parameters = parameters;
        this.moment = moment;
    }

    /** Reads the filters, over what the caller may see. */
    static SqlConditions of(Parameters parameters, Caller caller, Moment moment) {
        TokenFilter filter = new TokenFilter(parameters, moment);
        VisibleAccounts.restrict(filter.conditions, "t.owner_id", caller, moment);
        filter.readOwner();
        filter.readState();
        filter.readInstants();
        filter.readAddresses(VisibleOrigins.of("x", caller));
        filter.readFlags();
        filter.readText();
        return filter.conditions;
    }

    /** For what acts on what it finds: a name that is misspelt must not find more than was meant. */
    static void demandKnown(Set<String> names) {
        names.stream().filter(name -> !NAMES.contains(name)).findFirst().ifPresent(name -> {
            throw RefusalCode.BAD_VALUE.because(
                    "'" + PlainText.harmless(name) + "' is no filter here; use " + String.join(", ", NAMES) + ".");
        });
    }

    private void readOwner() {
        parameters.id("owner").ifPresent(owner -> conditions.and("t.owner_id = ?", owner));
        parameters
                .id("organization")
                .ifPresent(
                        organization -> VisibleAccounts.ofOrganization(conditions, "t.owner_id", organization, moment));
        parameters.text("owner_kind").ifPresent(kind -> {
            if (!kind.equals("user") && !kind.equals("service_account")) {
                throw RefusalCode.BAD_VALUE.because("owner_kind is user or service_account.");
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
        Timestamp instant = Timestamp.from(moment.at());
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

    /** As the audit trail tells it. An administrator may have created the key: its address is found only where it is shown. */
    private void readAddresses(SqlConditions origins) {
        String events = "t.token_id IN (SELECT x.token_id FROM audit_trail_v2 x WHERE x.action = '%s' AND %s%s)";
        String until = moment.position() == null ? "" : " AND x.position <= " + moment.position();
        parameters.network("created_from").ifPresent(network -> {
            List<Object> values = new ArrayList<>(List.of(network, network, network));
            values.addAll(origins.values());
            String visible = SqlConditions.within("x.ip") + origins.and();
            conditions.and(events.formatted("token.created", visible, until), values.toArray());
        });
        parameters
                .network("used_from")
                .ifPresent(network -> conditions.and(
                        events.formatted("token.used", SqlConditions.within("x.ip"), until),
                        network,
                        network,
                        network));
    }

    private void between(String name, String column) {
        parameters.timestamp(name + "_after").ifPresent(after -> conditions.and(column + " >= ?", after));
        parameters.timestamp(name + "_before").ifPresent(before -> conditions.and(column + " < ?", before));
    }

    private void readFlags() {
        flag("never_used", "t.last_used_at IS NULL");
        flag("no_expiry", "t.expires_at IS NULL");
        flag("owner_active", "(a.active AND NOT a.deleted)");
        if (moment.isPast() && parameters.flag("many_networks").isPresent()) {
            throw RefusalCode.BAD_VALUE.because("many_networks is about the last thirty days: leave as_of out.");
        }
        flag("many_networks", "t.token_id IN " + TokenSets.ofManyNetworks(moment.at()));
    }

    private void flag(String name, String condition) {
        parameters.flag(name).ifPresent(wanted -> conditions.and(wanted ? condition : "NOT (" + condition + ")"));
    }

    private void readText() {
        parameters
                .within("q")
                .ifPresent(pattern -> conditions.and("(t.name ILIKE ? OR t.description ILIKE ?)", pattern, pattern));
    }

    private static ApiKeyState state(String value) {
        try {
            return ApiKeyState.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw RefusalCode.BAD_VALUE.because("state is active, inactive, expired or deleted.");
        }
    }
}
