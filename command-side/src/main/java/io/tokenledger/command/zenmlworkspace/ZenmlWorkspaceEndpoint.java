package io.tokenledger.command.zenmlworkspace;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.paging.Page;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.BearerHeader;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.api.resource.WorkspaceResource;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.authentication.lookup.WorkspaceRecord;
import io.tokenledger.command.login.TokenExchange;
import io.tokenledger.command.organization.OrganizationLookup;
import io.tokenledger.command.organization.OrganizationRecord;
import io.tokenledger.command.zenmlworkspace.ZenmlWorkspaceResources.Login;
import io.tokenledger.command.zenmlworkspace.ZenmlWorkspaceResources.Model;
import io.tokenledger.command.zenmlworkspace.ZenmlWorkspaceResources.ServerInfo;
import io.tokenledger.command.zenmlworkspace.ZenmlWorkspaceResources.StackBody;
import io.tokenledger.command.zenmlworkspace.ZenmlWorkspaceResources.StackMetadata;
import io.tokenledger.command.zenmlworkspace.ZenmlWorkspaceResources.UserBody;
import io.tokenledger.command.zenmlworkspace.ZenmlWorkspaceResources.UserMetadata;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.workspace.WorkspaceRole;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The part of a workspace that ZenML's client needs to log in: the current user, one empty stack and no projects. The
 * client fails without a stack. The ledger runs no pipelines; a workspace that does has its own address.
 */
@RestController
@RequestMapping("/w/{workspace}/api/v1")
class ZenmlWorkspaceEndpoint {
    private static final String EXTERNAL_GRANT = "zenml-external";
    private static final String API_KEY_GRANT = "zenml-api-key";
    private static final String STACK = "default";

    private final WorkspaceAuthentication authentication;
    private final WorkspaceLookup workspaces;
    private final OrganizationLookup organizations;
    private final TokenExchange exchange;
    private final PublicUrl publicUrl;

    ZenmlWorkspaceEndpoint(
            WorkspaceAuthentication authentication,
            WorkspaceLookup workspaces,
            OrganizationLookup organizations,
            TokenExchange exchange,
            PublicUrl publicUrl) {
        this.authentication = authentication;
        this.workspaces = workspaces;
        this.organizations = organizations;
        this.exchange = exchange;
        this.publicUrl = publicUrl;
    }

    @GetMapping("/info")
    @SecurityRequirements
    ServerInfo info(@PathVariable String workspace) {
        WorkspaceRecord served = authentication.served(workspace);
        OrganizationRecord organization = organizations.require(served.organizationId());
        return new ServerInfo(
                served.workspaceId(),
                served.name(),
                WorkspaceResource.ZENML_VERSION,
                true,
                "cloud",
                "other",
                "none",
                "EXTERNAL",
                publicUrl.ofWorkspace(served.name(), null),
                publicUrl.value(),
                false,
                Map.of(),
                publicUrl.value(),
                publicUrl.value(),
                organization.organizationId(),
                organization.name(),
                served.workspaceId(),
                served.name());
    }

    @PostMapping("/login")
    @SecurityRequirements
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-www-form-urlencoded",
                            schema = @Schema(implementation = ZenmlWorkspaceResources.LoginForm.class)))
    ResponseEntity<Login> login(@PathVariable String workspace, HttpServletRequest request, RequestOrigin origin)
            throws IOException {
        WorkspaceRecord served = authentication.served(workspace);
        TokenExchange.MintedJwt jwt = exchange.forWorkspace(credential(request), served.workspaceId(), origin);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Login(jwt.value().reveal(), "bearer", jwt.expiresIn(), null, null));
    }

    @GetMapping("/current-user")
    Model<UserBody, UserMetadata> currentUser(
            @PathVariable String workspace, HttpServletRequest request, RequestOrigin origin) {
        WorkspaceRecord served = authentication.served(workspace);
        AccountRecord account = authentication.enter(served, request, origin);
        boolean administers = workspaces
                .admission(account, served)
                .filter(role -> role == WorkspaceRole.WORKSPACE_ADMIN)
                .isPresent();
        return new Model<>(
                account.accountId(),
                account.username(),
                false,
                new UserBody(
                        account.createdAt(),
                        account.createdAt(),
                        account.mayAct(),
                        account.name(),
                        false,
                        account.kind() == AccountKind.SERVICE_ACCOUNT,
                        administers,
                        null,
                        null),
                new UserMetadata(
                        Objects.requireNonNullElse(account.email(), account.username()), account.accountId(), Map.of()),
                null);
    }

    @GetMapping("/projects")
    Page<Object> projects(@PathVariable String workspace, HttpServletRequest request, RequestOrigin origin) {
        authentication.enter(authentication.served(workspace), request, origin);
        return Page.of(PageRequest.of(null, null), 0, List.of());
    }

    @GetMapping("/stacks")
    Page<Model<StackBody, StackMetadata>> stacks(
            @PathVariable String workspace, HttpServletRequest request, RequestOrigin origin) {
        WorkspaceRecord served = authentication.served(workspace);
        authentication.enter(served, request, origin);
        return Page.of(PageRequest.of(null, null), 1, List.of(stackOf(served)));
    }

    @GetMapping("/stacks/{stackId}")
    Model<StackBody, StackMetadata> stack(
            @PathVariable String workspace,
            @PathVariable UUID stackId,
            HttpServletRequest request,
            RequestOrigin origin) {
        WorkspaceRecord served = authentication.served(workspace);
        authentication.enter(served, request, origin);
        if (!stackId.equals(served.workspaceId())) {
            throw ProblemCode.NOT_FOUND.because("There is no such stack.");
        }
        return stackOf(served);
    }

    /** The id of the stack is that of the workspace, because there is only one stack. */
    private static Model<StackBody, StackMetadata> stackOf(WorkspaceRecord workspace) {
        return new Model<>(
                workspace.workspaceId(),
                STACK,
                false,
                new StackBody(workspace.createdAt(), workspace.createdAt(), null),
                new StackMetadata(null, Map.of()),
                null);
    }

    /** The credential: an API key in the form or, with the external grant, an API token as bearer. */
    private static Secret credential(HttpServletRequest request) throws IOException {
        FormBody form = FormBody.of(request);
        String grant =
                form.field("grant_type").orElse(form.field("password").isPresent() ? API_KEY_GRANT : EXTERNAL_GRANT);
        return switch (grant) {
            case API_KEY_GRANT ->
                form.field("password")
                        .map(Secret::of)
                        .orElseThrow(() -> ProblemCode.BAD_REQUEST.because("API key is required."));
            case EXTERNAL_GRANT ->
                BearerHeader.of(request)
                        .orElseThrow(() -> ProblemCode.BAD_REQUEST.because(
                                "An API token is required in the Authorization header."));
            default -> throw ProblemCode.UNSUPPORTED_GRANT_TYPE.because("This value of 'grant_type' is not supported.");
        };
    }
}
