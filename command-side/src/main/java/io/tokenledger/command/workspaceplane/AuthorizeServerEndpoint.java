package io.tokenledger.command.workspaceplane;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.text.Ids;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.user.UserResource;
import io.tokenledger.command.account.AccountViews;
import io.tokenledger.door.admission.Workspaces;
import io.tokenledger.door.credential.Accounts;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /users/authorize_server}: a real ZenML server shows a credential that somebody showed to it, and asks who
 * that is and whether it may enter. The bearer filter has asked the door about both by now.
 */
@RestController
class AuthorizeServerEndpoint {
    private final Accounts accounts;
    private final AccountViews views;
    private final Workspaces workspaces;

    AuthorizeServerEndpoint(Accounts accounts, AccountViews views, Workspaces workspaces) {
        this.accounts = accounts;
        this.views = views;
        this.workspaces = workspaces;
    }

    /** The door has rejected an account that may not enter; what is left here is a text that is no id of a workspace. */
    @GetMapping("/users/authorize_server")
    @Requires(value = Action.SELF, inside = Action.WORKSPACE_ENTER)
    UserResource authorize(@RequestParam(name = "server_id") String serverId, Caller caller) {
        if (Ids.parse(serverId).flatMap(workspaces::find).isEmpty()) {
            throw Workspaces.notFound();
        }
        return views.of(accounts.find(caller.accountId()).orElseThrow()).withSomeEmail();
    }
}
