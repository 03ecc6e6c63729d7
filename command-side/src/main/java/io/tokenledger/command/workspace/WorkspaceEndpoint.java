package io.tokenledger.command.workspace;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.listing.Listing;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.text.Texts;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.web.PublicUrl;
import io.tokenledger.access.workspace.WorkspaceResource;
import io.tokenledger.command.organization.Organizations;
import io.tokenledger.command.workspace.WorkspaceCommand.CreateWorkspace;
import io.tokenledger.command.workspace.WorkspaceCommand.DescribeWorkspace;
import io.tokenledger.command.write.Listings;
import io.tokenledger.command.write.Write;
import io.tokenledger.command.write.WriteRequest;
import io.tokenledger.door.admission.WorkspaceRecord;
import io.tokenledger.door.admission.Workspaces;
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

/** Workspaces, as administrators of their organization make and describe them. */
@RestController
@Requires(
        value = Action.SELF,
        inside = Action.WORKSPACE_WRITE) // which organization it is about stands in the body, or with the workspace
class WorkspaceEndpoint {
    private final Workspaces workspaces;
    private final Organizations organizations;
    private final Listings listings;
    private final PublicUrl publicUrl;

    WorkspaceEndpoint(Workspaces workspaces, Organizations organizations, Listings listings, PublicUrl publicUrl) {
        this.workspaces = workspaces;
        this.organizations = organizations;
        this.listings = listings;
        this.publicUrl = publicUrl;
    }

    /** The body of a create or a change; what is null stays as it is. */
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
            throw RefusalCode.BAD_VALUE.because("organization_id is required.");
        }
        request.caller().demand(Action.WORKSPACE_WRITE, organizationId);
        Write write = request.of(body);
        return write.perform(
                () -> {
                    organizations.demand(organizationId);
                    UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
                    write.send(
                            id,
                            new CreateWorkspace(
                                    id,
                                    organizationId,
                                    WorkspaceName.of(body.name()),
                                    Texts.description(body.description()),
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
        UUID id = demandFor(Action.WORKSPACE_WRITE, idOrName, request.caller()).workspaceId();
        if (body.name() != null || body.organizationId() != null) {
            throw RefusalCode.WORKSPACE_NOT_ALLOWED.because(
                    "A workspace keeps its name and its organization: addresses and tokens name them.");
        }
        Write write = request.of(body);
        return write.perform(
                () -> {
                    write.send(
                            id,
                            new DescribeWorkspace(
                                    id,
                                    Texts.description(body.description()),
                                    WorkspaceUrl.of(body.url()),
                                    body.openToMembers()));
                    return answer(HttpStatus.OK, id, write.waits());
                },
                changed -> answer(HttpStatus.OK, changed, write.waits()));
    }

    /** Who has nothing to do with a workspace's organization does not learn that there is one of that name. */
    private WorkspaceRecord demandFor(Action action, String idOrName, Caller caller) {
        WorkspaceRecord workspace = workspaces
                .find(idOrName)
                .filter(found -> caller.may(Action.ORGANIZATION_READ, found.organizationId()))
                .orElseThrow(Workspaces::notFound);
        caller.demand(action, workspace.organizationId());
        return workspace;
    }

    private ResponseEntity<Object> answer(HttpStatus status, UUID id, boolean wait) {
        WorkspaceRecord workspace = workspaces.find(id).orElseThrow(Workspaces::notFound);
        return listings.answer(status, Listing.WORKSPACES, id, wait)
                .body(WorkspaceResource.of(
                        workspace.workspaceId(),
                        workspace.name(),
                        workspace.description(),
                        organizations.demand(workspace.organizationId()).asResource(),
                        publicUrl.ofWorkspace(workspace.name(), workspace.url()),
                        workspace.openToMembers(),
                        workspace.createdAt(),
                        workspace.updatedAt()));
    }
}
