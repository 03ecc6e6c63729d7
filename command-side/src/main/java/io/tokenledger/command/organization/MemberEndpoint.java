package io.tokenledger.command.organization;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.listing.Listing;
import io.tokenledger.access.organization.MemberResource;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.command.credential.AccountRecord;
import io.tokenledger.command.credential.Accounts;
import io.tokenledger.command.organization.OrganizationCommand.PutMember;
import io.tokenledger.command.organization.OrganizationCommand.RemoveMember;
import io.tokenledger.command.write.Listings;
import io.tokenledger.command.write.Write;
import io.tokenledger.command.write.Writes;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.organization.OrganizationRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/** Who belongs to an organization. */
@RestController
@RequestMapping("/organizations/{organizationId}/members/{userId}")
class MemberEndpoint {
    private final Writes writes;
    private final Organizations organizations;
    private final Accounts accounts;
    private final Listings listings;

    MemberEndpoint(Writes writes, Organizations organizations, Accounts accounts, Listings listings) {
        this.writes = writes;
        this.organizations = organizations;
        this.accounts = accounts;
        this.listings = listings;
    }

    /** The body of a put. */
    record MemberBody(@Nullable String role) {
        OrganizationRole checkedRole() {
            try {
                return OrganizationRole.valueOf(String.valueOf(role).toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw RefusalCode.BAD_VALUE.because(
                        "role is organization_admin, organization_auditor or organization_member.");
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
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        Write write = writes.begin(request, caller, origin, body);
        return write.perform(
                () -> {
                    organizations.demand(organizationId);
                    demandUser(userId);
                    write.send(organizationId, new PutMember(organizationId, userId, body.checkedRole()));
                    return member(organizationId, userId, body.checkedRole(), wait);
                },
                id -> member(organizationId, userId, body.checkedRole(), wait));
    }

    /** Administrators remove members, and every member may leave. */
    @DeleteMapping
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(types = "null")))
    @Requires(value = Action.ORGANIZATION_READ, inside = Action.MEMBER_WRITE)
    ResponseEntity<Object> remove(
            @PathVariable UUID organizationId,
            @PathVariable UUID userId,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        if (!userId.equals(caller.accountId())) {
            caller.demand(Action.MEMBER_WRITE, organizationId);
        }
        Write write = writes.begin(request, caller, origin, null);
        return write.perform(
                () -> {
                    organizations.demand(organizationId);
                    if (!demandUser(userId).memberships().containsKey(organizationId)) {
                        throw RefusalCode.ACCOUNT_NOT_FOUND.because("The organization has no such member.");
                    }
                    write.send(organizationId, new RemoveMember(organizationId, userId));
                    return gone(organizationId, wait);
                },
                id -> gone(organizationId, wait));
    }

    private AccountRecord demandUser(UUID userId) {
        AccountRecord account = accounts.read(userId)
                .filter(found -> !found.deleted())
                .orElseThrow(() -> RefusalCode.ACCOUNT_NOT_FOUND.because("There is no such account."));
        if (account.kind() != AccountKind.USER) {
            throw RefusalCode.MEMBERSHIP_NOT_ALLOWED.because("A service account is no member of organizations.");
        }
        return account;
    }

    private ResponseEntity<Object> member(UUID organizationId, UUID userId, OrganizationRole role, boolean wait) {
        AccountRecord account = demandUser(userId);
        return listed(organizationId, wait)
                .body(new MemberResource(
                        userId, account.username(), account.name(), account.email(), account.lives(), role));
    }

    private ResponseEntity<Object> gone(UUID organizationId, boolean wait) {
        return listed(organizationId, wait).body(NullNode.getInstance());
    }

    private ResponseEntity.BodyBuilder listed(UUID organizationId, boolean wait) {
        boolean shown = listings.show(Listing.ORGANIZATIONS, organizationId, wait);
        return ResponseEntity.ok().header(Listings.HEADER, Boolean.toString(shown));
    }
}
