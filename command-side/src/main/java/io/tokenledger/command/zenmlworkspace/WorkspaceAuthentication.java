package io.tokenledger.command.zenmlworkspace;

import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.request.BearerHeader;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.coherence.CacheFreshness;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.RevokedApiTokenCache;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.authentication.lookup.WorkspaceRecord;
import io.tokenledger.events.usage.Channel;
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
class WorkspaceAuthentication {
    private final CredentialReader credentials;
    private final WorkspaceLookup workspaces;
    private final AccountCache accounts;
    private final CacheFreshness sight;
    private final RevokedApiTokenCache revoked;
    private final CredentialVerifier door;

    WorkspaceAuthentication(
            CredentialReader credentials,
            WorkspaceLookup workspaces,
            AccountCache accounts,
            CacheFreshness sight,
            RevokedApiTokenCache revoked,
            CredentialVerifier door) {
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
                .orElseThrow(WorkspaceLookup::notFound);
    }

    /** The account that calls, or a refusal. */
    AccountRecord enter(WorkspaceRecord workspace, HttpServletRequest request, RequestOrigin origin) {
        PresentedCredential presented =
                credentials.read(BearerHeader.of(request).orElseThrow(InvalidCredentials::notValid));
        UUID accountId =
                presented instanceof PresentedApiToken apiToken && isFor(workspace, apiToken) && !isRevoked(apiToken)
                        ? apiToken.accountId()
                        : byApiKey(presented, workspace, origin);
        return accounts.find(accountId).orElseThrow(InvalidCredentials::notValid);
    }

    /**
     * An API token that speaks to another audience is no credential here, however good it is there. One that was revoked is
     * shown to the door, which writes its refusal down.
     */
    private UUID byApiKey(PresentedCredential presented, WorkspaceRecord workspace, RequestOrigin origin) {
        UUID id = workspace.workspaceId();
        PresentedCredential key = presented instanceof PresentedApiToken elsewhere && !isFor(workspace, elsewhere)
                ? new UnreadableCredential(elsewhere.jti())
                : presented;
        return door.demand(new VerifyCredential(key, Channel.WORKSPACE, origin, "workspace " + id, id, null))
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
