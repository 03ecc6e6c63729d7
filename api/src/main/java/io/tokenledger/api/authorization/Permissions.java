package io.tokenledger.api.authorization;

import static io.tokenledger.api.authorization.Action.ACCOUNT_ERASE;
import static io.tokenledger.api.authorization.Action.ASSIGNMENT_WRITE;
import static io.tokenledger.api.authorization.Action.CREDENTIAL_INTROSPECT;
import static io.tokenledger.api.authorization.Action.LEDGER_OPERATE;
import static io.tokenledger.api.authorization.Action.LEDGER_READ;
import static io.tokenledger.api.authorization.Action.LEGAL_HOLD_READ;
import static io.tokenledger.api.authorization.Action.LEGAL_HOLD_WRITE;
import static io.tokenledger.api.authorization.Action.MEMBER_READ;
import static io.tokenledger.api.authorization.Action.MEMBER_WRITE;
import static io.tokenledger.api.authorization.Action.ORGANIZATION_CREATE;
import static io.tokenledger.api.authorization.Action.ORGANIZATION_READ;
import static io.tokenledger.api.authorization.Action.ORGANIZATION_WRITE;
import static io.tokenledger.api.authorization.Action.OWN_KEY_WRITE;
import static io.tokenledger.api.authorization.Action.SELF;
import static io.tokenledger.api.authorization.Action.SERVICE_ACCOUNT_READ;
import static io.tokenledger.api.authorization.Action.SERVICE_ACCOUNT_WRITE;
import static io.tokenledger.api.authorization.Action.TOKEN_DEACTIVATE;
import static io.tokenledger.api.authorization.Action.TOKEN_POLICY_READ;
import static io.tokenledger.api.authorization.Action.TOKEN_POLICY_WRITE;
import static io.tokenledger.api.authorization.Action.TOKEN_READ;
import static io.tokenledger.api.authorization.Action.USER_READ;
import static io.tokenledger.api.authorization.Action.USER_WRITE;
import static io.tokenledger.api.authorization.Action.WORKSPACE_ENTER;
import static io.tokenledger.api.authorization.Action.WORKSPACE_READ;
import static io.tokenledger.api.authorization.Action.WORKSPACE_WRITE;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.EnumSet;
import java.util.Set;

/**
 * The only table of permissions. {@code docs/permissions.md} prints it, and a test checks every route against it in
 * every role. Actions that this table does not grant are forbidden.
 */
public final class Permissions {
    private static final Set<Action> MEMBER = Set.of(ORGANIZATION_READ, MEMBER_READ, TOKEN_POLICY_READ);
    private static final Set<Action> ORGANIZATION_READS =
            union(MEMBER, Set.of(TOKEN_READ, SERVICE_ACCOUNT_READ, WORKSPACE_READ));
    private static final Set<Action> ORGANIZATION_ALL = union(
            ORGANIZATION_READS,
            Set.of(
                    ORGANIZATION_WRITE,
                    TOKEN_DEACTIVATE,
                    MEMBER_WRITE,
                    TOKEN_POLICY_WRITE,
                    SERVICE_ACCOUNT_WRITE,
                    WORKSPACE_WRITE,
                    ASSIGNMENT_WRITE));

    private static final Set<Action> SUPERUSER = union(
            ORGANIZATION_ALL,
            Set.of(
                    USER_READ,
                    USER_WRITE,
                    ACCOUNT_ERASE,
                    CREDENTIAL_INTROSPECT,
                    ORGANIZATION_CREATE,
                    LEDGER_READ,
                    LEDGER_OPERATE,
                    LEGAL_HOLD_READ,
                    LEGAL_HOLD_WRITE));
    private static final Set<Action> AUDITOR =
            union(ORGANIZATION_READS, Set.of(USER_READ, LEDGER_READ, LEGAL_HOLD_READ));

    private Permissions() {}

    /** The actions of every account of this kind. Only its administrators manage the keys of a service account. */
    public static Set<Action> of(AccountKind kind) {
        return switch (kind) {
            case USER -> Set.of(SELF, OWN_KEY_WRITE);
            case SERVICE_ACCOUNT -> Set.of(SELF);
        };
    }

    /**
     * The actions that the role grants on the instance, and so in every organization. No instance role may enter
     * workspaces.
     */
    public static Set<Action> of(InstanceRole role) {
        return switch (role) {
            case SUPERUSER -> SUPERUSER;
            case AUDITOR -> AUDITOR;
            case INTROSPECTOR -> Set.of(CREDENTIAL_INTROSPECT);
        };
    }

    /** The actions that the role grants in its organization. */
    public static Set<Action> of(OrganizationRole role) {
        return switch (role) {
            case ORGANIZATION_ADMIN -> ORGANIZATION_ALL;
            case ORGANIZATION_AUDITOR -> ORGANIZATION_READS;
            case ORGANIZATION_MEMBER -> MEMBER;
        };
    }

    /** The actions of a service account in the organization that it belongs to. */
    public static Set<Action> ofHomeOrganization() {
        return Set.of(ORGANIZATION_READ, TOKEN_POLICY_READ);
    }

    /** The actions that the role grants in its workspace. */
    public static Set<Action> of(WorkspaceRole role) {
        return switch (role) {
            case WORKSPACE_ADMIN -> Set.of(WORKSPACE_ENTER, ASSIGNMENT_WRITE);
            case WORKSPACE_EDITOR, WORKSPACE_VIEWER -> Set.of(WORKSPACE_ENTER);
        };
    }

    private static Set<Action> union(Set<Action> some, Set<Action> more) {
        EnumSet<Action> all = EnumSet.copyOf(some);
        all.addAll(more);
        return Set.copyOf(all);
    }
}
