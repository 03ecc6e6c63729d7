package io.tokenledger.command.zenmlworkspace;

import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.request.BearerHeader;
import io.tokenledger.api.verify.AccessRequirement;
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
 * Authenticates callers of a workspace that the ledger serves.
 *
 * <p>An API token of the workspace is checked by its signature, audience and expiry alone, as ZenML documents it for
 * all workspaces. So it stays valid for up to an hour after its key has ended. A workspace that must react sooner
 * follows the revocation feed. An API token that was revoked itself is known in this process and refused. The
 * credential verifier checks API keys.
 */
@Component
class WorkspaceAuthentication {
    private final CredentialReader credentials;
    private final WorkspaceLookup workspaces;
    private final AccountCache accounts;
    private final CacheFreshness freshness;
    private final RevokedApiTokenCache revoked;
    private final CredentialVerifier verifier;

    WorkspaceAuthentication(
            CredentialReader credentials,
            WorkspaceLookup workspaces,
            AccountCache accounts,
            CacheFreshness freshness,
            RevokedApiTokenCache revoked,
            CredentialVerifier verifier) {
        this.credentials = credentials;
        this.workspaces = workspaces;
        this.accounts = accounts;
        this.freshness = freshness;
        this.revoked = revoked;
        this.verifier = verifier;
    }

    /** The workspace of this name, if the ledger serves it. */
    WorkspaceRecord served(String name) {
        return workspaces
                .find(name)
                .filter(workspace -> workspace.url() == null)
                .orElseThrow(WorkspaceLookup::notFound);
    }

    /** The calling account; refuses the credential if it is invalid for the workspace. */
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
     * Verifies an API key. An API token for another audience is treated as unreadable. A revoked API token is passed to
     * the verifier, which records the refused use.
     */
    private UUID byApiKey(PresentedCredential presented, WorkspaceRecord workspace, RequestOrigin origin) {
        UUID id = workspace.workspaceId();
        PresentedCredential key = presented instanceof PresentedApiToken elsewhere && !isFor(workspace, elsewhere)
                ? new UnreadableCredential(elsewhere.jti())
                : presented;
        return verifier.requireAccepted(new VerifyCredential(
                        key, Channel.WORKSPACE, origin, "workspace " + id, AccessRequirement.workspace(id), null))
                .caller()
                .accountId();
    }

    private boolean isRevoked(PresentedApiToken apiToken) {
        freshness.requireFresh();
        return revoked.isRevoked(apiToken);
    }

    private static boolean isFor(WorkspaceRecord workspace, PresentedApiToken apiToken) {
        return apiToken.audience().equals(workspace.workspaceId().toString());
    }
}
