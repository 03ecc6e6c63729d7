package io.tokenledger.query.audittrail;

import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.AccountRolesChanged;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.IdentityLinked;
import io.tokenledger.events.account.PasswordChanged;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.operatoraudit.OperatorAuditEvent;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.organization.TokenPolicyChanged;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that only one kind of event has, for the {@code data} of its row. The switches are exhaustive, so a new
 * event does not compile until it is added here. Digests are omitted, because readers cannot use them.
 */
final class EventDetails {
    private final Map<String, Object> data = new LinkedHashMap<>();

    private EventDetails() {}

    static Map<String, Object> of(LedgerEvent event) {
        EventDetails particulars = new EventDetails();
        if (event instanceof TokenEvent token) {
            particulars.addToken(token);
        } else if (event instanceof TokenUsed used) {
            particulars.addUse(used);
        } else if (event instanceof TokenUseRefused refused) {
            particulars.addRefusal(refused);
        } else if (event instanceof AccountEvent account) {
            particulars.addAccount(account);
        } else if (event instanceof OrganizationEvent organization) {
            particulars.addOrganization(organization);
        } else if (event instanceof WorkspaceEvent workspace) {
            particulars.addWorkspace(workspace);
        }
        if (event instanceof NoticeEvent notice) {
            NoticeDetails.of(notice).forEach(particulars::put);
        }
        if (event instanceof OperatorAuditEvent act) {
            OperatorAuditDetails.of(act).forEach(particulars::put);
        }
        return particulars.data;
    }

    private void addToken(TokenEvent event) {
        switch (event) {
            case TokenCreated created -> {
                put("name", created.name());
                put("description", created.description());
                put("expires_at", created.expiresAt());
                put("created_by_key", created.createdByKey());
            }
            case TokenDescribed described -> {
                put("name", described.name());
                put("description", described.description());
            }
            case TokenRotated rotated -> {
                put("generation", rotated.generation());
                put("retain_period_minutes", rotated.retainPeriodMinutes());
                put("retained_until", rotated.retainedUntil());
                put("expires_at", rotated.expiresAt());
            }
            case PreviousSecretRetired retired -> put("generation", retired.generation());
            case TokenExpired expired -> put("expired_at", expired.expiredAt());
            case TokenDeactivated nothingMore -> {}
            case TokenActivated nothingMore -> {}
            case TokenDeleted nothingMore -> {}
        }
    }

    private void addUse(TokenUsed used) {
        put("channel", used.channel().wire());
        put("credential", used.credential().wire());
        put("generation", used.generation());
        addTarget(used);
        MintedToken minted = used.minted();
        if (minted == null) {
            put("jti", used.jti());
        } else {
            addMinted(minted);
        }
    }

    private void addTarget(UsageEvent use) {
        put("target", use.target());
        put("aggregated", use.isAggregated() ? true : null);
    }

    private void addMinted(MintedToken minted) {
        put("jti", minted.jti());
        put("audience", minted.audience());
        put("issued_at", minted.issuedAt());
        put("expires_at", minted.expiresAt());
    }

    private void addRefusal(TokenUseRefused refused) {
        put("channel", refused.channel().wire());
        addTarget(refused);
        put("fingerprint", refused.fingerprint());
    }

    private void addAccount(AccountEvent event) {
        switch (event) {
            case AccountRegistered registered -> {
                put("account_id", registered.accountId());
                put("kind", registered.kind().wire());
                put("username", registered.username());
                put("roles", registered.roles());
                put("description", registered.description());
            }
            case AccountDescribed described -> {
                put("account_id", described.accountId());
                put("name", described.name());
                put("email", described.email());
                put("description", described.description());
            }
            case AccountRolesChanged changed -> {
                put("account_id", changed.accountId());
                put("roles", changed.roles());
            }
            case IdentityLinked linked -> {
                put("account_id", linked.accountId());
                put("issuer", linked.issuer());
                put("subject", linked.subject());
            }
            case PasswordChanged changed -> put("account_id", changed.accountId());
            case AccountDeactivated deactivated -> put("account_id", deactivated.accountId());
            case AccountActivated activated -> put("account_id", activated.accountId());
            case AccountDeleted deleted -> put("account_id", deleted.accountId());
            case AccountErased erased -> put("account_id", erased.accountId());
            case SessionExchanged exchanged -> addMinted(exchanged.minted());
            case ApiTokenRevoked revoked -> {
                put("account_id", revoked.accountId());
                put("jti", revoked.jti());
                put("audience", revoked.audience());
                put("expires_at", revoked.expiresAt());
            }
            case SessionsEnded ended -> put("account_id", ended.accountId());
            case SignedIn signedIn -> {
                put("jti", signedIn.jti());
                put("expires_at", signedIn.expiresAt());
            }
            case SignInRefused refused -> put("account_id", refused.accountId());
        }
    }

    private void addOrganization(OrganizationEvent event) {
        switch (event) {
            case OrganizationCreated created -> {
                put("name", created.name());
                put("description", created.description());
            }
            case OrganizationDescribed described -> {
                put("name", described.name());
                put("description", described.description());
            }
            case MemberAdded added -> {
                put("account_id", added.accountId());
                put("role", added.role().wire());
            }
            case MemberRoleChanged changed -> {
                put("account_id", changed.accountId());
                put("role", changed.role().wire());
            }
            case MemberRemoved removed -> put("account_id", removed.accountId());
            case TokenPolicyChanged changed -> put("policy", TokenPolicyResource.of(changed.policy()));
        }
    }

    private void addWorkspace(WorkspaceEvent event) {
        switch (event) {
            case WorkspaceCreated created -> {
                put("name", created.name());
                put("description", created.description());
                put("url", created.url());
                put("open_to_members", created.openToMembers());
            }
            case WorkspaceDescribed described -> {
                put("name", described.name());
                put("description", described.description());
                put("url", described.url());
                put("open_to_members", described.openToMembers());
            }
            case AccountAssigned assigned -> {
                put("account_id", assigned.accountId());
                put("role", assigned.role().wire());
            }
            case AssignmentRemoved removed -> put("account_id", removed.accountId());
        }
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
