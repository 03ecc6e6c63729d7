package io.tokenledger.query.audittrail;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.sql.FilterParameters;
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
    private static final String POSITION = "r.position";
    private static final String PLACE = "r.place";

    /** The entries of an organization first, then their rows: PostgreSQL moves no join across the OFFSET. */
    private static final String ORGANIZATION_FIRST = """
            audit_trail_organization_v2 o
            CROSS JOIN LATERAL (SELECT * FROM audit_trail_v2 t WHERE t.position = o.position OFFSET 0) r""";

    /** One look for each row that the filters find; as EXISTS, it would be joined with the whole organization. */
    private static final String IN_ORGANIZATION = """
            (SELECT true FROM audit_trail_organization_v2 x
             WHERE x.organization_id = ? AND x.position = r.position)""";

    private AuditSources() {}

    /**
     * A part of the trail: what to select from, a condition of its own, and by which column it is in order. That is the
     * place wherever an index of a filter is to be taken rather than the primary key.
     */
    record Source(String from, String condition, List<Object> values, String column) {}

    /** Every entry. */
    static Source all(boolean selective) {
        return new Source(TRAIL, "true", List.of(), selective ? PLACE : POSITION);
    }

    /** What the caller may see; {@code selective} says whether the filters have an index that finds them. */
    static List<Source> of(Caller caller, FilterParameters parameters, boolean selective) {
        Optional<UUID> organization = parameters.id("organization");
        if (organization.isPresent()) {
            return caller.may(Action.TOKEN_READ, organization.get())
                    ? List.of(ofOrganization(organization.get(), selective))
                    : own(caller, " AND " + IN_ORGANIZATION, organization.get());
        }
        if (caller.may(Action.TOKEN_READ)) {
            return List.of(all(selective));
        }
        List<Source> sources = new ArrayList<>(own(caller, ""));
        Set<UUID> organizations = caller.organizationsWhere(Action.TOKEN_READ);
        organizations.stream().sorted().map(id -> ofOrganization(id, selective)).forEach(sources::add);
        return sources;
    }

    private static List<Source> own(Caller caller, String restriction, Object... values) {
        List<Source> own = new ArrayList<>();
        for (String column : List.of("r.owner_id", "r.actor_id")) {
            List<Object> all = new ArrayList<>(List.of(values));
            all.addFirst(caller.accountId());
            own.add(new Source(TRAIL, column + " = ?" + restriction, all, PLACE));
        }
        return own;
    }

    private static Source ofOrganization(UUID organization, boolean selective) {
        return selective
                ? new Source(TRAIL, IN_ORGANIZATION, List.of(organization), PLACE)
                : new Source(ORGANIZATION_FIRST, "o.organization_id = ?", List.of(organization), "o.position");
    }
}
