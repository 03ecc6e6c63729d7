package io.tokenledger.query.audittrail;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.use.Caller;
import io.tokenledger.query.sql.Parameters;
import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where the entries come from that a caller may see. Who reads the instance has one source, all entries; an account has
 * two, what concerns its keys and what it did itself; each organization that it administers or audits is one more. Each
 * is one range of one index, so a page is the first rows of a few ranges.
 */
final class AuditSources {
    private static final String TRAIL = "audit_trail_v2 r";

    /** Every entry. */
    static final Source ALL = new Source(TRAIL, "true", List.of());

    private AuditSources() {}

    /** A part of the trail: what to select from, and a condition of its own. */
    record Source(String from, String condition, List<Object> values) {
        String where(SqlConditions filter) {
            return " FROM " + from + " WHERE " + condition + filter.and();
        }
    }

    static List<Source> of(Caller caller, Parameters parameters) {
        Optional<UUID> organization = parameters.id("organization");
        if (organization.isPresent()) {
            return caller.may(Action.TOKEN_READ, organization.get())
                    ? List.of(ofOrganization(organization.get()))
                    : own(
                            caller,
                            " AND EXISTS (SELECT FROM audit_trail_organization_v2 x"
                                    + " WHERE x.organization_id = ? AND x.position = r.position)",
                            organization.get());
        }
        if (caller.may(Action.TOKEN_READ)) {
            return List.of(ALL);
        }
        List<Source> sources = new ArrayList<>(own(caller, ""));
        Set<UUID> organizations = caller.organizationsWhere(Action.TOKEN_READ);
        organizations.stream().sorted().map(AuditSources::ofOrganization).forEach(sources::add);
        return sources;
    }

    private static List<Source> own(Caller caller, String restriction, Object... values) {
        List<Source> own = new ArrayList<>();
        for (String column : List.of("r.owner_id", "r.actor_id")) {
            List<Object> all = new ArrayList<>(List.of(values));
            all.addFirst(caller.accountId());
            own.add(new Source(TRAIL, column + " = ?" + restriction, all));
        }
        return own;
    }

    private static Source ofOrganization(UUID organization) {
        return new Source(
                "audit_trail_organization_v2 o JOIN " + TRAIL + " ON r.position = o.position",
                "o.organization_id = ?",
                List.of(organization));
    }
}
