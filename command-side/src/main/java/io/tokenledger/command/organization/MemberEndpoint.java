package io.tokenledger.command.organization;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.openapi.NullBody;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.resource.MemberResource;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.organization.OrganizationCommand.PutMember;
import io.tokenledger.command.organization.OrganizationCommand.RemoveMember;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.organization.OrganizationRole;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/** Members of an organization and their roles. */
@RestController
@RequestMapping("/organizations/{organizationId}/members")
class MemberEndpoint {
    private final OrganizationLookup organizations;
    private final MemberAccounts accounts;
    private final ListingAwaiter listings;

    MemberEndpoint(OrganizationLookup organizations, MemberAccounts accounts, ListingAwaiter listings) {
        this.organizations = organizations;
        this.accounts = accounts;
        this.listings = listings;
    }

    /** The role that a member gets. */
    record MemberBody(
            @Schema(implementation = OrganizationRole.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String role) {
        OrganizationRole checkedRole() {
            return parseRole(role);
        }
    }

    /** A user by its username, and the role that it gets. */
    record AddMemberBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String username,

            @Schema(implementation = OrganizationRole.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String role) {
        String checkedUsername() {
            if (username == null || username.isBlank()) {
                throw ProblemCode.BAD_VALUE.because("'username' is required.");
            }
            return username;
        }

        OrganizationRole checkedRole() {
            return parseRole(role);
        }
    }

    private static OrganizationRole parseRole(@Nullable String role) {
        try {
            return WireNames.parse(OrganizationRole.class, String.valueOf(role));
        } catch (IllegalArgumentException unknown) {
            throw ProblemCode.BAD_VALUE.because(
                    "'role' must be organization_admin, organization_auditor or organization_member.");
        }
    }

    /** Adds a user by its username, for administrators of an organization, who may not list the users. */
    @PostMapping
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MemberResource.class)))
    @Requires(Action.MEMBER_WRITE)
    ResponseEntity<Object> add(
            @PathVariable UUID organizationId, @RequestBody AddMemberBody body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    String username = body.checkedUsername();
                    OrganizationRole role = body.checkedRole();
                    organizations.require(organizationId);
                    AccountRecord user = accounts.requireNewMember(username, organizationId, request.caller());
                    write.send(organizationId, new PutMember(organizationId, user.accountId(), role));
                    return member(
                            HttpStatus.CREATED, organizationId, accounts.requireUser(user.accountId()), write.waits());
                },
                id -> member(
                        HttpStatus.CREATED,
                        organizationId,
                        accounts.requireUser(body.checkedUsername(), organizationId),
                        write.waits()));
    }

    @PutMapping("/{userId}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MemberResource.class)))
    @Requires(Action.MEMBER_WRITE)
    ResponseEntity<Object> put(
            @PathVariable UUID organizationId,
            @PathVariable UUID userId,
            @RequestBody MemberBody body,
            WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    OrganizationRole role = body.checkedRole();
                    organizations.require(organizationId);
                    accounts.requireMembershipAllowed(accounts.requireUser(userId), organizationId, request.caller());
                    write.send(organizationId, new PutMember(organizationId, userId, role));
                    return member(HttpStatus.OK, organizationId, accounts.requireUser(userId), write.waits());
                },
                id -> member(HttpStatus.OK, organizationId, accounts.requireUser(userId), write.waits()));
    }

    /** Removes a member. Administrators can remove all members, and each member can leave. */
    @DeleteMapping("/{userId}")
    @ApiResponse(responseCode = "200", description = NullBody.DESCRIPTION, content = @Content)
    @Requires(value = Action.ORGANIZATION_READ, inside = Action.MEMBER_WRITE)
    ResponseEntity<Object> remove(@PathVariable UUID organizationId, @PathVariable UUID userId, WriteRequest request) {
        if (!userId.equals(request.caller().accountId())) {
            request.caller().require(Action.MEMBER_WRITE, organizationId);
        }
        IdempotentWrite write = request.of(null);
        return write.executeOrReplay(
                () -> {
                    organizations.require(organizationId);
                    requireRole(accounts.requireUser(userId), organizationId);
                    write.send(organizationId, new RemoveMember(organizationId, userId));
                    return removedResponse(organizationId, write.waits());
                },
                id -> removedResponse(organizationId, write.waits()));
    }

    private ResponseEntity<Object> member(HttpStatus status, UUID organizationId, AccountRecord account, boolean wait) {
        return listed(status, organizationId, wait)
                .body(new MemberResource(
                        account.accountId(),
                        account.username(),
                        account.name(),
                        account.email(),
                        account.mayAct(),
                        requireRole(account, organizationId)));
    }

    private static OrganizationRole requireRole(AccountRecord account, UUID organizationId) {
        OrganizationRole role = account.memberships().get(organizationId);
        if (role == null) {
            throw ProblemCode.ACCOUNT_NOT_FOUND.because("The organization has no such member.");
        }
        return role;
    }

    private ResponseEntity<Object> removedResponse(UUID organizationId, boolean wait) {
        return listed(HttpStatus.OK, organizationId, wait).body(NullNode.getInstance());
    }

    private ResponseEntity.BodyBuilder listed(HttpStatus status, UUID organizationId, boolean wait) {
        return listings.answer(status, ListingName.ORGANIZATIONS, organizationId, wait);
    }
}
