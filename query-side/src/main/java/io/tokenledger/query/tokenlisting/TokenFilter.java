package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.parameter.Filter;
import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.domain.KeyState;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.tokenlisting.TokenConditions.Condition;
import java.util.Set;

/**
 * The filters of {@code GET /ledger/tokens} and of bulk operations, each with its condition on the key {@code t} and its
 * owner {@code a}.
 */
@SuppressWarnings("ImmutableEnumChecker") // types and conditions have no state
enum TokenFilter implements Filter {
    OWNER("id of the account that owns the key", ParameterType.ID, Condition.of("t.owner_id = ?")),
    OWNER_KIND(
            "kind of the owner",
            ParameterType.oneOf(AccountKind.class),
            (where, kind) -> where.and("a.kind = ?", kind.wire())),
    ORGANIZATION(
            "id of an organization that the owner belongs to; none selects owners that belong to no organization",
            ParameterType.ID_OR_NONE,
            TokenConditions::ownerBelongsTo),
    STATE(
            "state of the key; without this filter, all states except deleted",
            ParameterType.oneOf(KeyState.class),
            TokenConditions::state),
    WORKS(
            "whether the current secret is accepted, considering the key and its owner's account",
            ParameterType.FLAG,
            TokenConditions::works),
    DESCENDANT_OF(
            "id of an API key; selects the keys that were created with it, directly or indirectly",
            ParameterType.ID,
            TokenConditions::descendantOf,
            ProjectionName.HISTORY),
    EXPIRING_WITHIN(
            "selects keys that still work and expire within this duration, such as P14D or PT12H",
            ParameterType.DURATION,
            TokenConditions::expiringWithin),
    CREATED_AFTER(
            "selects keys created at this instant or later", ParameterType.INSTANT, Condition.of("t.created_at >= ?")),
    CREATED_BEFORE("selects keys created before this instant", ParameterType.INSTANT, Condition.of("t.created_at < ?")),
    EXPIRES_AFTER(
            "selects keys that expire at this instant or later",
            ParameterType.INSTANT,
            Condition.of("t.expires_at >= ?")),
    EXPIRES_BEFORE(
            "selects keys that expire before this instant", ParameterType.INSTANT, Condition.of("t.expires_at < ?")),
    LAST_USED_AFTER(
            "selects keys whose last use is at this instant or later",
            ParameterType.INSTANT,
            Condition.of("t.last_used_at >= ?")),
    LAST_USED_BEFORE(
            "selects keys whose last use is before this instant",
            ParameterType.INSTANT,
            Condition.of("t.last_used_at < ?")),
    ROTATED_BEFORE(
            "selects keys whose last rotation, or creation if never rotated, is before this instant",
            ParameterType.INSTANT,
            Condition.of("coalesce(t.rotated_at, t.created_at) < ?")),
    UNUSED_SINCE(
            "selects keys that were neither used nor created at this instant or later",
            ParameterType.INSTANT,
            Condition.of("greatest(t.created_at, coalesce(t.last_used_at, '-infinity')) < ?")),
    CREATED_FROM(
            "selects keys that were created from this address or network",
            ParameterType.NETWORK,
            TokenConditions::createdFrom,
            ProjectionName.AUDIT_TRAIL),
    USED_FROM(
            "selects keys that were used from this address or network",
            ParameterType.NETWORK,
            TokenConditions::usedFrom,
            ProjectionName.AUDIT_TRAIL),
    NEVER_USED("whether the key was never used", Condition.when("t.last_used_at IS NULL")),
    NO_EXPIRY("whether the key never expires", Condition.when("t.expires_at IS NULL")),
    OWNER_ACTIVE("whether the owner's account is active", Condition.when("(a.active AND NOT a.deleted)")),
    MANY_NETWORKS(
            "whether the key was used from five or more networks in the last 30 days; not with as_of",
            ParameterType.FLAG,
            TokenConditions::manyNetworks,
            ProjectionName.SIGNALS),
    Q("text that the name or the description contains, regardless of case", ParameterType.TEXT, TokenConditions::text);

    private final String meaning;
    private final ParameterType<?> type;
    private final Condition<Object> condition;
    private final Set<ProjectionName> sources;

    @SuppressWarnings("unchecked") // the condition gets only values that its type has parsed
    <T> TokenFilter(String meaning, ParameterType<T> type, Condition<T> condition, ProjectionName... sources) {
        this.meaning = meaning;
        this.type = type;
        this.condition = (Condition<Object>) condition;
        this.sources = Set.of(sources);
    }

    TokenFilter(String meaning, Condition<Boolean> condition) {
        this(meaning, ParameterType.FLAG, condition);
    }

    @Override
    public ParameterType<?> type() {
        return type;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    /** Projections that the condition reads, in addition to those of the listing. */
    Set<ProjectionName> sources() {
        return sources;
    }

    Condition<Object> condition() {
        return condition;
    }
}
