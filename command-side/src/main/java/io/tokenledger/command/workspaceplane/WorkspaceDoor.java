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
import io.tokenledger.door.credential.RevokedApiTokens;
import io.tokenledger.door.credential.Sight;
import io.tokenledger.events.use.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Who is calling a workspace that the ledger serves.
 *
 * <p>An API token of the workspace is checked as ZenML documents it for all workspaces: by its signature, audience and
 * expiry alone, so that it works for up to an hour after its key has died. A workspace that wants to know sooner follows
 * the revocation feed. One that was revoked by itself is known here without asking, and refused. An API key is put to the
 * ledger's own door.
 */
@Component
class WorkspaceDoor {
    private final CredentialReader credentials;
    private final Workspaces workspaces;
    private final Accounts accounts;
    private final Sight sight;
    private final RevokedApiTokens revoked;
    private final Door door;

    WorkspaceDoor(
            CredentialReader credentials,
            Workspaces workspaces,
            Accounts accounts,
            Sight sight,
            RevokedApiTokens revoked,
            Door door) {
        this.credentials = credentials;
        this.workspaces = workspaces;
        this.accounts = accounts;
        this.sight = sight;
        this.revoked = revoked;
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
        UUID accountId =
                presented instanceof PresentedApiToken apiToken && isFor(workspace, apiToken) && !isRevoked(apiToken)
                        ? apiToken.accountId()
                        : byApiKey(presented, workspace, origin);
        return accounts.find(accountId).orElseThrow(CredentialRefusals::notValid);
    }

    /**
     * An API token that speaks to another audience is no credential here, however good it is there. One that was revoked is
     * shown to the door, which writes its refusal down.
     */
    private UUID byApiKey(PresentedCredential presented, WorkspaceRecord workspace, Origin origin) {
        UUID id = workspace.workspaceId();
        PresentedCredential key = presented instanceof PresentedApiToken elsewhere && !isFor(workspace, elsewhere)
                ? new UnreadableCredential(elsewhere.jti())
                : presented;
        return door.demand(new UseToken(key, Channel.WORKSPACE, origin, "workspace " + id, id, null))
                .caller()
                .accountId();
    }

    private boolean isRevoked(PresentedApiToken apiToken) {
        sight.demand();
        return revoked.isRevoked(apiToken);
    }

    private static boolean isFor(WorkspaceRecord workspace, PresentedApiToken apiToken) {
        return apiToken.audience().equals(workspace.workspaceId().toString());
    }
}
