package io.tokenledger.command.zenmlworkspace;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.resource.UserResource;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.command.account.UserResourceAssembler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /users/authorize_server}: a ZenML server forwards a credential that a client presented to it. It asks for
 * the account and whether that account may enter. The bearer filter has verified both before.
 */
@RestController
class AuthorizeServerEndpoint {
    private final AccountCache accounts;
    private final UserResourceAssembler views;
    private final WorkspaceLookup workspaces;

    AuthorizeServerEndpoint(AccountCache accounts, UserResourceAssembler views, WorkspaceLookup workspaces) {
        this.accounts = accounts;
        this.views = views;
        this.workspaces = workspaces;
    }

    /** The verifier has rejected accounts that may not enter. This method rejects a text that is no workspace id. */
    @GetMapping("/users/authorize_server")
    @Requires(value = Action.SELF, inside = Action.WORKSPACE_ENTER)
    UserResource authorize(@RequestParam(name = "server_id") String serverId, Caller caller) {
        if (ResourceIds.parse(serverId).flatMap(workspaces::find).isEmpty()) {
            throw WorkspaceLookup.notFound();
        }
        return views.of(accounts.find(caller.accountId()).orElseThrow()).withPlaceholderEmail();
    }
}
