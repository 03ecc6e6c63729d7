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
 * {@code GET /users/authorize_server}: a real ZenML server shows a credential that somebody showed to it, and asks who
 * that is and whether it may enter. The bearer filter has asked the door about both by now.
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

    /** The door has rejected an account that may not enter; what is left here is a text that is no id of a workspace. */
    @GetMapping("/users/authorize_server")
    @Requires(value = Action.SELF, inside = Action.WORKSPACE_ENTER)
    UserResource authorize(@RequestParam(name = "server_id") String serverId, Caller caller) {
        if (ResourceIds.parse(serverId).flatMap(workspaces::find).isEmpty()) {
            throw WorkspaceLookup.notFound();
        }
        return views.of(accounts.find(caller.accountId()).orElseThrow()).withSomeEmail();
    }
}
