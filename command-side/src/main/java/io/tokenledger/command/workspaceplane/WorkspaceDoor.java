package io.tokenledger.command.workspaceplane;

import io.tokenledger.access.credential.CredentialReader;
import io.tokenledger.access.credential.PresentedApiToken;
import io.tokenledger.access.credential.PresentedCredential;
import io.tokenledger.access.credential.UnreadableCredential;
import io.tokenledger.access.use.CredentialRefusals;
import io.tokenledger.access.use.Door;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.access.web.BearerHeader;
import io.tokenledger.door.admission.WorkspaceRecord;
import io.tokenledger.door.admission.Workspaces;
import io.tokenledger.door.credential.AccountRecord;
import io.tokenledger.door.credential.Accounts;
import io.tokenledger.events.use.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Who is calling a workspace that the ledger serves.
 *
 * <p>An API token of the workspace is checked as ZenML documents it for all workspaces: by its signature, audience and
 * expiry alone, so that it works for up to an hour after its key has died. A workspace that wants to know sooner follows
 * the revocation feed. An API key is put to the ledger's own door.
 */
@Component
class WorkspaceDoor {
    private final CredentialReader credentials;
    private final Workspaces workspaces;
    private final Accounts accounts;
    private final Door door;

    WorkspaceDoor(CredentialReader credentials, Workspaces workspaces, Accounts accounts, Door door) {
        this.credentials = credentials;
        this.workspaces = workspaces;
        this.accounts = accounts;
        this.door = door;
    }

    /** The workspace of this name, where the ledger is the one to serve it. */
    WorkspaceRecord served(String name) {
        return workspaces
                .find(name)
                .filter(workspace -> workspace.url() == null)
                .orElseThrow(Workspaces::notFound);
    }

    /** The account that calls, or a refusal. */
    AccountRecord enter(WorkspaceRecord workspace, HttpServletRequest request, Origin origin) {
        PresentedCredential presented =
                credentials.read(BearerHeader.of(request).orElseThrow(CredentialRefusals::notValid));
        UUID accountId = presented instanceof PresentedApiToken apiToken && isFor(workspace, apiToken)
                ? apiToken.accountId()
                : byApiKey(presented, workspace, origin);
        return accounts.find(accountId).orElseThrow(CredentialRefusals::notValid);
    }

    /** An API token that speaks to somebody else is no credential here, however good it is there. */
    private UUID byApiKey(PresentedCredential presented, WorkspaceRecord workspace, Origin origin) {
        UUID id = workspace.workspaceId();
        PresentedCredential key = presented instanceof PresentedApiToken elsewhere
                ? new UnreadableCredential(elsewhere.jti())
                : presented;
        return door.demand(new UseToken(key, Channel.WORKSPACE, origin, "workspace " + id, id, null))
                .caller()
                .accountId();
    }

    private static boolean isFor(WorkspaceRecord workspace, PresentedApiToken apiToken) {
        return apiToken.audience().equals(workspace.workspaceId().toString());
    }
}
