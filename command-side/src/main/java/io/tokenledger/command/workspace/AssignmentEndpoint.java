package io.tokenledger.command.workspace;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Permissions;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.openapi.NullBody;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.authentication.lookup.WorkspaceRecord;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import io.tokenledger.command.workspace.WorkspaceCommand.AssignAccount;
import io.tokenledger.command.workspace.WorkspaceCommand.RemoveAssignment;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/** Roles of accounts in a workspace, as administrators of its organization or of the workspace set them. */
@RestController
@RequestMapping("/workspaces/{idOrName}/assignments/{accountId}")
@Requires(value = Action.SELF, inside = Action.ASSIGNMENT_WRITE) // the path names no organization; the workspace does
class AssignmentEndpoint {
    private final WorkspaceLookup workspaces;
    private final AccountCache accounts;
    private final ListingAwaiter listings;

    AssignmentEndpoint(WorkspaceLookup workspaces, AccountCache accounts, ListingAwaiter listings) {
        this.workspaces = workspaces;
        this.accounts = accounts;
        this.listings = listings;
    }

    /** Request body of a put. */
    record AssignmentBody(
            @Schema(implementation = WorkspaceRole.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String role) {
        WorkspaceRole checkedRole() {
            try {
                return WireNames.parse(WorkspaceRole.class, String.valueOf(role));
            } catch (IllegalArgumentException unknown) {
                throw ProblemCode.BAD_VALUE.because(
                        "'role' must be workspace_admin, workspace_editor or workspace_viewer.");
            }
        }
    }

    /** An account's role in a workspace. */
    @Schema(name = "WorkspaceAssignment")
    record Assignment(UUID workspaceId, UUID accountId, WorkspaceRole role) {}

    @PutMapping
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Assignment.class)))
    ResponseEntity<Object> put(
            @PathVariable String idOrName,
            @PathVariable UUID accountId,
            @RequestBody AssignmentBody body,
            WriteRequest request) {
        WorkspaceRecord workspace = requireAssignable(idOrName, request.caller());
        UUID id = workspace.workspaceId();
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    requireInOrganization(accountId, workspace.organizationId());
                    write.send(id, new AssignAccount(id, accountId, body.checkedRole()));
                    return listed(id, write.waits()).body(new Assignment(id, accountId, body.checkedRole()));
                },
                assigned -> listed(id, write.waits()).body(new Assignment(id, accountId, body.checkedRole())));
    }

    @DeleteMapping
    @ApiResponse(responseCode = "200", description = NullBody.DESCRIPTION, content = @Content)
    ResponseEntity<Object> remove(@PathVariable String idOrName, @PathVariable UUID accountId, WriteRequest request) {
        UUID id = requireAssignable(idOrName, request.caller()).workspaceId();
        IdempotentWrite write = request.of(null);
        return write.executeOrReplay(
                () -> {
                    write.send(id, new RemoveAssignment(id, accountId));
                    return listed(id, write.waits()).body(NullNode.getInstance());
                },
                removed -> listed(id, write.waits()).body(NullNode.getInstance()));
    }

    private WorkspaceRecord requireAssignable(String idOrName, Caller caller) {
        WorkspaceRecord workspace = workspaces.find(idOrName).orElseThrow(WorkspaceLookup::notFound);
        AccountRecord account = accounts.find(caller.accountId()).orElseThrow();
        boolean administersIt = workspaces
                .admission(account, workspace)
                .filter(role -> Permissions.of(role).contains(Action.ASSIGNMENT_WRITE))
                .isPresent();
        if (!administersIt) {
            if (!caller.may(Action.ORGANIZATION_READ, workspace.organizationId())) {
                throw WorkspaceLookup.notFound();
            }
            caller.require(Action.ASSIGNMENT_WRITE, workspace.organizationId());
        }
        return workspace;
    }

    private void requireInOrganization(UUID accountId, UUID organizationId) {
        boolean belongs = accounts.read(accountId)
                .filter(account -> !account.deleted())
                .filter(account -> organizationId.equals(account.organizationId())
                        || account.memberships().containsKey(organizationId))
                .isPresent();
        if (!belongs) {
            throw ProblemCode.ACCOUNT_NOT_FOUND.because(
                    "The workspace's organization has no such member or service account.");
        }
    }

    private ResponseEntity.BodyBuilder listed(UUID id, boolean wait) {
        return listings.answer(HttpStatus.OK, ListingName.WORKSPACES, id, wait);
    }
}
