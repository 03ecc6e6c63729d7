package io.tokenledger.query.audittrail;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.sql.AuditActions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the audit trail that a caller may see. A reader of the instance has one source, all entries. Any other
 * account has two sources: the entries about its keys, and its own actions. Each organization that the account
 * administers or audits adds a source. Each source is one range of one index, so a page consists of the first rows of a
 * few ranges.
 */
final class AuditSources {
    private static final String TRAIL = "audit_trail_v3 r";
    private static final String POSITION = "r.position";
    private static final String PLACE = "r.place";

    /**
     * Reads the organization's entries first, then their rows, each in one partition. The OFFSET keeps PostgreSQL from
     * reordering the join.
     */
    private static final String ORGANIZATION_FIRST = """
            audit_trail_organization_v3 o
            CROSS JOIN LATERAL (
                SELECT * FROM audit_trail_v3 t WHERE t.position = o.position AND t.is_use = o.is_use OFFSET 0) r""";

    /** One index lookup per row that the filters find. With EXISTS, the planner would join the whole organization. */
    private static final String IN_ORGANIZATION = """
            (SELECT true FROM audit_trail_organization_v3 x
             WHERE x.organization_id = ? AND x.position = r.position)""";

    private AuditSources() {}

    /**
     * A part of the audit trail. If an index on a filter should be used instead of the primary key, the order column is
     * the place.
     *
     * @param from tables to select from
     * @param condition condition of this source alone
     * @param values values of the condition's parameters
     * @param column column that gives the order
     */
    record Source(String from, String condition, List<Object> values, String column) {}

    /** The source of every entry. */
    static Source all(boolean selective) {
        return new Source(TRAIL, "true", List.of(), selective ? PLACE : POSITION);
    }

    /**
     * The sources that the caller may see.
     *
     * @param organization id of the organization that the entries must concern; null for no restriction
     * @param selective whether an index on one of the filters finds the entries
     */
    static List<Source> of(Caller caller, @Nullable UUID organization, boolean selective) {
        if (organization != null) {
            return caller.may(Action.TOKEN_READ, organization)
                    ? List.of(ofOrganization(organization, selective))
                    : own(caller, " AND " + IN_ORGANIZATION, organization);
        }
        if (caller.may(Action.TOKEN_READ)) {
            return List.of(all(selective));
        }
        List<Source> sources = new ArrayList<>(own(caller));
        Set<UUID> organizations = caller.organizationsWhere(Action.TOKEN_READ);
        organizations.stream().sorted().map(id -> ofOrganization(id, selective)).forEach(sources::add);
        return sources;
    }

    /** Events of an account that decide whether its keys work, and what they can reach. */
    private static final String OF_OWNER = "r.owner_id = ? AND " + AuditActions.NO_USE
            + " AND r.action IN ('account.deactivated', 'account.activated', 'account.deleted', 'account.roles_changed',"
            + " 'organization.member_added', 'organization.member_role_changed', 'organization.member_removed',"
            + " 'workspace.account_assigned', 'workspace.assignment_removed')";

    /** Changes of the policies that applied to the account. */
    private static final String POLICIES = """
            r.action = 'organization.token_policy_changed' AND r.action <> 'token.used'
            AND (EXISTS (SELECT FROM member_history_v1 m
                         WHERE m.account_id = ? AND m.organization_id = r.organization_id
                             AND m.valid_from <= r.position AND m.valid_to > r.position)
                 OR EXISTS (SELECT FROM account_history_v1 s
                            WHERE s.account_id = ? AND s.organization_id = r.organization_id
                                AND s.valid_from <= r.position AND s.valid_to > r.position))""";

    /** The sources of a key's timeline: its own events, and those of its owner that matter to it. */
    static List<Source> ofTimeline(UUID tokenId, AuditTrailRepository.Creation created) {
        UUID owner = created.ownerId();
        return List.of(
                new Source(TRAIL, "r.token_id = ?", List.of(tokenId), PLACE),
                new Source(TRAIL, OF_OWNER, List.of(owner), PLACE),
                new Source(TRAIL, POLICIES, List.of(owner, owner), PLACE));
    }

    /** The entries about the caller, and its own actions. */
    static List<Source> own(Caller caller) {
        return own(caller, "");
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
