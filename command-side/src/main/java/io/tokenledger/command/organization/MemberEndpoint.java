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
import io.tokenledger.api.verify.Caller;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.organization.OrganizationCommand.PutMember;
import io.tokenledger.command.organization.OrganizationCommand.RemoveMember;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.organization.OrganizationRole;
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

/** Members of an organization and their roles. */
@RestController
@RequestMapping("/organizations/{organizationId}/members/{userId}")
class MemberEndpoint {
    private final OrganizationLookup organizations;
    private final AccountCache accounts;
    private final ListingAwaiter listings;

    MemberEndpoint(OrganizationLookup organizations, AccountCache accounts, ListingAwaiter listings) {
        this.organizations = organizations;
        this.accounts = accounts;
        this.listings = listings;
    }

    /** The role that a member gets. */
    record MemberBody(
            @Schema(implementation = OrganizationRole.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String role) {
        OrganizationRole checkedRole() {
            try {
                return WireNames.parse(OrganizationRole.class, String.valueOf(role));
            } catch (IllegalArgumentException unknown) {
                throw ProblemCode.BAD_VALUE.because(
                        "'role' must be organization_admin, organization_auditor or organization_member.");
            }
        }
    }

    @PutMapping
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
                    requireMembershipAllowed(requireUser(userId), organizationId, request.caller());
                    write.send(organizationId, new PutMember(organizationId, userId, role));
                    return member(organizationId, requireUser(userId), write.waits());
                },
                id -> member(organizationId, requireUser(userId), write.waits()));
    }

    /** Removes a member. Administrators can remove all members, and each member can leave. */
    @DeleteMapping
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
                    requireRole(requireUser(userId), organizationId);
                    write.send(organizationId, new RemoveMember(organizationId, userId));
                    return removedResponse(organizationId, write.waits());
                },
                id -> removedResponse(organizationId, write.waits()));
    }

    /**
     * Rejects adding an account that has a role on the instance, unless that account or a superuser asks. A membership
     * lets the organization see and deactivate the account's keys.
     */
    private static void requireMembershipAllowed(AccountRecord account, UUID organizationId, Caller caller) {
        if (!account.roles().isEmpty()
                && !account.memberships().containsKey(organizationId)
                && !caller.accountId().equals(account.accountId())
                && !caller.may(Action.MEMBER_WRITE)) {
            throw ProblemCode.MEMBERSHIP_NOT_ALLOWED.because(
                    "The account has a role on the instance. Only a superuser can add it to an organization.");
        }
    }

    private AccountRecord requireUser(UUID userId) {
        AccountRecord account = accounts.read(userId)
                .filter(found -> !found.deleted())
                .orElseThrow(() -> ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such account."));
        if (account.kind() != AccountKind.USER) {
            throw ProblemCode.MEMBERSHIP_NOT_ALLOWED.because(
                    "A service account cannot be a member of an organization.");
        }
        return account;
    }

    private ResponseEntity<Object> member(UUID organizationId, AccountRecord account, boolean wait) {
        return listed(organizationId, wait)
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
        return listed(organizationId, wait).body(NullNode.getInstance());
    }

    private ResponseEntity.BodyBuilder listed(UUID organizationId, boolean wait) {
        return listings.answer(HttpStatus.OK, ListingName.ORGANIZATIONS, organizationId, wait);
    }
}
