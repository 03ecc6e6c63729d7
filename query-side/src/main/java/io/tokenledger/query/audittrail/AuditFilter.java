package io.tokenledger.query.audittrail;

import io.tokenledger.api.parameter.Filter;
import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.events.EventTypes;
import io.tokenledger.query.audittrail.AuditConditions.Condition;
import io.tokenledger.query.sql.AuditActions;

/** The filters of the audit trail, of its exports and of its summary, each with its condition on the entry {@code r}. */
@SuppressWarnings("ImmutableEnumChecker") // types and conditions have no state
enum AuditFilter implements Filter {
    FROM("selects events recorded at this instant or later", ParameterType.INSTANT, AuditConditions::from),
    TO("selects events recorded before this instant", ParameterType.INSTANT, AuditConditions::to),
    ACTION(
            "stored names of events",
            ParameterType.someOf(EventTypes.byStoredName().keySet()),
            AuditConditions::actions),
    OUTCOME(
            "refused selects refused uses and sign-ins, accepted all other events",
            ParameterType.oneOf(AuditOutcome.class),
            AuditConditions::outcome),
    ACTOR("id of the account that caused the event", ParameterType.ID, Condition.of("r.actor_id = ?")),
    ACTOR_KEY(
            "id of the API key that caused the event; includes what its API tokens caused, but no uses, which"
                    + " the filter token finds",
            ParameterType.ID,
            Condition.of("r.actor_key_id = ? AND " + AuditActions.NO_USE)),
    OWNER("id of the account that the event is about", ParameterType.ID, Condition.of("r.owner_id = ?")),
    TOKEN("id of the API key that the event is about", ParameterType.ID, Condition.of("r.token_id = ?")),
    FAMILY_OF(
            "id of an API key; selects events about it and the keys that were created with it, directly or"
                    + " indirectly, and events that these keys caused",
            ParameterType.ID,
            AuditConditions::family),
    CHANGES_ONLY(
            "true omits uses, sign-ins, and reads of the ledger's own records",
            ParameterType.FLAG,
            AuditConditions::changes),
    ORGANIZATION(
            "id of an organization that the event concerns, or that its account belonged to",
            ParameterType.ID,
            (where, organization) -> {}), // AuditSources selects its entries
    WORKSPACE("id of the workspace that the event is about", ParameterType.ID, Condition.of("r.workspace_id = ?")),
    IP("address or network that the request came from", ParameterType.NETWORK, AuditConditions::network),
    USER_AGENT("text that the user agent contains, regardless of case", ParameterType.TEXT, AuditConditions::userAgent),
    CORRELATION_ID(
            "X-Request-Id of the request that caused the event",
            ParameterType.TEXT,
            Condition.of("r.correlation_id = ?")),
    REASON("reason of a refusal or of a deactivation", ParameterType.TEXT, Condition.of("r.reason = ?")),
    Q(
            "text that the action, the reason, a name, a description, the target or the user agent contains,"
                    + " regardless of case",
            ParameterType.TEXT,
            AuditConditions::text);

    private final String meaning;
    private final ParameterType<?> type;
    private final Condition<Object> condition;

    @SuppressWarnings("unchecked") // the condition gets only values that its type has parsed
    <T> AuditFilter(String meaning, ParameterType<T> type, Condition<T> condition) {
        this.meaning = meaning;
        this.type = type;
        this.condition = (Condition<Object>) condition;
    }

    @Override
    public ParameterType<?> type() {
        return type;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    Condition<Object> condition() {
        return condition;
    }
}
