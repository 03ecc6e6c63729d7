package io.tokenledger.command.workspace;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.api.resource.WorkspaceResource;
import io.tokenledger.api.text.TextRules;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.authentication.lookup.WorkspaceRecord;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.organization.OrganizationLookup;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import io.tokenledger.command.workspace.WorkspaceCommand.CreateWorkspace;
import io.tokenledger.command.workspace.WorkspaceCommand.DescribeWorkspace;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Creates and changes workspaces, for administrators of their organization. */
@RestController
@Requires(value = Action.SELF, inside = Action.WORKSPACE_WRITE) // the body or the workspace names the organization
class WorkspaceEndpoint {
    private final WorkspaceLookup workspaces;
    private final OrganizationLookup organizations;
    private final ListingAwaiter listings;
    private final PublicUrl publicUrl;

    WorkspaceEndpoint(
            WorkspaceLookup workspaces,
            OrganizationLookup organizations,
            ListingAwaiter listings,
            PublicUrl publicUrl) {
        this.workspaces = workspaces;
        this.organizations = organizations;
        this.listings = listings;
        this.publicUrl = publicUrl;
    }

    /** Request body to create or change a workspace. Values that are null stay unchanged. */
    record WorkspaceBody(
            @Nullable String name,
            @Nullable UUID organizationId,
            @Nullable String description,
            @Nullable String url,
            @Nullable Boolean openToMembers) {}

    @PostMapping("/workspaces")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = WorkspaceResource.class)))
    ResponseEntity<Object> create(@RequestBody WorkspaceBody body, WriteRequest request) {
        UUID organizationId = body.organizationId();
        if (organizationId == null) {
            throw ProblemCode.BAD_VALUE.because("'organization_id' is required.");
        }
        request.caller().require(Action.WORKSPACE_WRITE, organizationId);
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    organizations.require(organizationId);
                    UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
                    write.send(
                            id,
                            new CreateWorkspace(
                                    id,
                                    organizationId,
                                    WorkspaceName.of(body.name()),
                                    TextRules.description(body.description()),
                                    WorkspaceUrl.of(body.url()),
                                    body.openToMembers() == null || body.openToMembers()));
                    return answer(HttpStatus.CREATED, id, write.waits());
                },
                id -> answer(HttpStatus.CREATED, id, write.waits()));
    }

    @PatchMapping("/workspaces/{idOrName}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WorkspaceResource.class)))
    ResponseEntity<Object> change(
            @PathVariable String idOrName, @RequestBody WorkspaceBody body, WriteRequest request) {
        UUID id = requireAllowed(Action.WORKSPACE_WRITE, idOrName, request.caller())
                .workspaceId();
        if (body.name() != null || body.organizationId() != null) {
            throw ProblemCode.WORKSPACE_NOT_ALLOWED.because(
                    "The name and the organization of a workspace cannot change. Omit 'name' and 'organization_id'.");
        }
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    write.send(
                            id,
                            new DescribeWorkspace(
                                    id,
                                    TextRules.description(body.description()),
                                    WorkspaceUrl.of(body.url()),
                                    body.openToMembers()));
                    return answer(HttpStatus.OK, id, write.waits());
                },
                changed -> answer(HttpStatus.OK, changed, write.waits()));
    }

    /** Hides the existence of a workspace from callers that may not read its organization. */
    private WorkspaceRecord requireAllowed(Action action, String idOrName, Caller caller) {
        WorkspaceRecord workspace = workspaces
                .find(idOrName)
                .filter(found -> caller.may(Action.ORGANIZATION_READ, found.organizationId()))
                .orElseThrow(WorkspaceLookup::notFound);
        caller.require(action, workspace.organizationId());
        return workspace;
    }

    private ResponseEntity<Object> answer(HttpStatus status, UUID id, boolean wait) {
        WorkspaceRecord workspace = workspaces.find(id).orElseThrow(WorkspaceLookup::notFound);
        return listings.answer(status, ListingName.WORKSPACES, id, wait)
                .body(WorkspaceResource.of(
                        workspace.workspaceId(),
                        workspace.name(),
                        workspace.description(),
                        organizations.require(workspace.organizationId()).asResource(),
                        publicUrl.ofWorkspace(workspace.name(), workspace.url()),
                        workspace.openToMembers(),
                        workspace.createdAt(),
                        workspace.updatedAt()));
    }
}
