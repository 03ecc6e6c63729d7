package io.tokenledger.query.audittrail;

import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.PersonalText;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Maps an event to its row of the audit trail. Pure: the same event always gives the same row. */
final class AuditEntryMapper {
    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";
    private static final String AT_WORKSPACE = "workspace ";

    private AuditEntryMapper() {}

    static AuditEntry of(long position, UUID eventId, Instant recordedAt, LedgerEvent event, MetaData cause) {
        boolean refused = event instanceof TokenUseRefused || event instanceof SignInRefused;
        return new AuditEntry(
                position,
                eventId,
                recordedAt,
                EventTypes.storedAs(event.getClass()).value(),
                refused ? REFUSED : ACCEPTED,
                reason(event, cause),
                actor(event, cause),
                event instanceof TokenUsed used ? used.tokenId() : id(cause, EventMetadata.ACTOR_KEY_ID),
                session(event, cause),
                minted(event),
                owner(event),
                token(event),
                organization(event),
                workspace(event),
                ip(event, cause),
                agent(event, cause),
                text(cause, EventMetadata.CORRELATION_ID),
                count(event),
                first(event, recordedAt),
                last(event, recordedAt),
                data(event, cause));
    }

    private static Map<String, Object> data(LedgerEvent event, MetaData cause) {
        Map<String, Object> data = EventDetails.of(event);
        String act = text(cause, EventMetadata.BULK_ACT_ID);
        if (act != null) {
            data.put("act_id", act);
        }
        return data;
    }

    private static @Nullable String reason(LedgerEvent event, MetaData cause) {
        String own = switch (event) {
            case TokenUseRefused refused -> refused.reason().wire();
            case TokenDeactivated deactivated -> deactivated.reason();
            case TokenActivated activated -> activated.reason();
            case AccountDeactivated deactivated -> deactivated.reason();
            case BulkOperationStarted begun -> begun.reason();
            case LegalHoldPlaced placed -> placed.reason();
            case ApiTokenRevoked revoked -> revoked.reason();
            case SessionsEnded ended -> ended.reason();
            default -> null;
        };
        return own == null ? text(cause, EventMetadata.REASON) : own;
    }

    private static @Nullable UUID actor(LedgerEvent event, MetaData cause) {
        return switch (event) {
            case TokenUsed used -> used.ownerId();
            case SignedIn signedIn -> signedIn.accountId();
            case SessionExchanged exchanged -> exchanged.accountId();
            default -> id(cause, EventMetadata.ACTOR_ACCOUNT_ID);
        };
    }

    private static @Nullable String session(LedgerEvent event, MetaData cause) {
        return switch (event) {
            case TokenUsed used -> used.jti();
            case SignedIn signedIn -> signedIn.jti();
            case SessionExchanged exchanged -> exchanged.jti();
            default -> text(cause, EventMetadata.ACTOR_SESSION_ID);
        };
    }

    private static @Nullable String minted(LedgerEvent event) {
        MintedToken minted = switch (event) {
            case TokenUsed used -> used.minted();
            case SessionExchanged exchanged -> exchanged.minted();
            default -> null;
        };
        return minted == null ? null : minted.jti();
    }

    private static @Nullable UUID owner(LedgerEvent event) {
        return switch (event) {
            case TokenEvent token -> token.ownerId();
            case TokenUsed used -> used.ownerId();
            case TokenUseRefused refused -> refused.ownerId();
            case AccountEvent account -> account.accountId();
            case NoticeEvent notice -> notice.ownerId();
            case MemberAdded added -> added.accountId();
            case MemberRoleChanged changed -> changed.accountId();
            case MemberRemoved removed -> removed.accountId();
            case AccountAssigned assigned -> assigned.accountId();
            case AssignmentRemoved removed -> removed.accountId();
            default -> null;
        };
    }

    /** The event's own workspace, or for a use at a workspace the one that its target names. */
    private static @Nullable UUID workspace(LedgerEvent event) {
        if (event instanceof WorkspaceEvent workspace) {
            return workspace.workspaceId();
        }
        String target = event instanceof UsageEvent use ? use.target() : null;
        return target != null && target.startsWith(AT_WORKSPACE)
                ? ResourceIds.parse(target.substring(AT_WORKSPACE.length())).orElse(null)
                : null;
    }

    private static @Nullable UUID organization(LedgerEvent event) {
        return switch (event) {
            case OrganizationEvent organization -> organization.organizationId();
            case WorkspaceEvent workspace -> workspace.organizationId();
            case AccountRegistered registered -> registered.organizationId();
            default -> null;
        };
    }

    private static @Nullable UUID token(LedgerEvent event) {
        return switch (event) {
            case TokenEvent token -> token.tokenId();
            case TokenUsed used -> used.tokenId();
            case TokenUseRefused refused -> refused.tokenId();
            case ApiTokenRevoked revoked -> revoked.keyId();
            case NoticeEvent notice -> NoticeDetails.token(notice);
            default -> null;
        };
    }

    private static @Nullable String ip(LedgerEvent event, MetaData cause) {
        String ip = recordedIp(event, cause);
        return PersonalText.isGone(ip) ? null : ip;
    }

    private static @Nullable String recordedIp(LedgerEvent event, MetaData cause) {
        return switch (event) {
            case UsageEvent use -> use.address();
            case SignedIn signedIn -> signedIn.ip();
            case SignInRefused refused -> refused.ip();
            case SessionExchanged exchanged -> exchanged.ip();
            default -> text(cause, EventMetadata.IP);
        };
    }

    private static @Nullable String agent(LedgerEvent event, MetaData cause) {
        return switch (event) {
            case UsageEvent use -> use.userAgent();
            case SignedIn signedIn -> signedIn.userAgent();
            case SignInRefused refused -> refused.userAgent();
            case SessionExchanged exchanged -> exchanged.userAgent();
            default -> text(cause, EventMetadata.USER_AGENT);
        };
    }

    private static long count(LedgerEvent event) {
        return event instanceof CountedEvent counted ? counted.count() : 1;
    }

    private static Instant first(LedgerEvent event, Instant recordedAt) {
        return event instanceof CountedEvent counted ? counted.first() : recordedAt;
    }

    private static Instant last(LedgerEvent event, Instant recordedAt) {
        return event instanceof CountedEvent counted ? counted.last() : recordedAt;
    }

    private static @Nullable String text(MetaData cause, String key) {
        return cause.get(key) instanceof String text ? text : null;
    }

    private static @Nullable UUID id(MetaData cause, String key) {
        String text = text(cause, key);
        return text == null ? null : UUID.fromString(text);
    }
}
