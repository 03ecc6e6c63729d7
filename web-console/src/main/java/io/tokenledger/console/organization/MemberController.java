package io.tokenledger.console.organization;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import io.tokenledger.console.token.KeyUses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** The first page of an organization: its numbers, and its members with their roles. */
@Controller
@RequestMapping("/console/organizations/{organization}")
class MemberController {
    private static final int PAGE_SIZE = 100;
    private static final int NOT_FOUND = 404;

    private final ApiClient api;
    private final TokenNumbers numbers;
    private final KeyUses uses;

    MemberController(ApiClient api, TokenNumbers numbers, KeyUses uses) {
        this.api = api;
        this.numbers = numbers;
        this.uses = uses;
    }

    @GetMapping
    String list(
            @ModelAttribute("organization") Organization organization,
            @RequestParam(name = "page", defaultValue = "1") int number,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        if (viewer.reviews(organization.id())) {
            page.addAttribute("numbers", numbers.of(organization.id(), visitor));
        }
        page.addAttribute(
                "members", api.get(visitor, organization.api() + "/members?size=" + PAGE_SIZE + "&page=" + number));
        return "console/organization";
    }

    @PostMapping("/members")
    String add(
            @ModelAttribute("organization") Organization organization,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        String account = form.field("account").orElse("");
        String role = form.field("role").orElse("");
        try {
            add(organization, account.strip(), role, visitor);
            return "redirect:" + organization.page();
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typed", Map.of("account", account, "role", role));
            if (rejected.status() == NOT_FOUND) {
                page.addAttribute("unknownAccount", true);
            }
            return list(organization, 1, viewer, visitor, page);
        }
    }

    @PostMapping("/members/{account}/role")
    String changeRole(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID account,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String role = FormBody.of(request).field("role").orElse("");
        try {
            putRole(organization, account, role, visitor);
            return "redirect:" + organization.page();
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typedRole", Map.of(account.toString(), role));
            return list(organization, 1, viewer, visitor, page);
        }
    }

    /** Asks before a removal, and shows the tokens with which the organization is used. */
    @GetMapping("/members/{account}/remove")
    String ask(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID account,
            Visitor visitor,
            Model page) {
        page.addAttribute("member", member(organization, account, visitor));
        page.addAttribute("uses", uses.of(account, visitor));
        return "console/organization-member-remove";
    }

    @PostMapping("/members/{account}/remove")
    String remove(
            @ModelAttribute("organization") Organization organization,
            @PathVariable UUID account,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletResponse response,
            Model page) {
        try {
            api.change(visitor, "DELETE", organization.api() + "/members/" + account, null);
            boolean left = account.equals(viewer.id()) && !viewer.readsLedger();
            return "redirect:" + (left ? "/console/organizations" : organization.page());
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            return ask(organization, account, visitor, page);
        }
    }

    private void add(Organization organization, String usernameOrId, String role, Visitor visitor) {
        Optional<UUID> id = ResourceIds.parse(usernameOrId);
        if (id.isPresent()) {
            putRole(organization, id.get(), role, visitor);
        } else {
            Map<String, String> body = Map.of("username", usernameOrId, "role", role);
            api.change(visitor, "POST", organization.api() + "/members", body);
        }
    }

    private void putRole(Organization organization, UUID account, String role, Visitor visitor) {
        api.change(visitor, "PUT", organization.api() + "/members/" + account, Map.of("role", role));
    }

    /** The member of this id. The API has no route for one member. */
    private JsonNode member(Organization organization, UUID account, Visitor visitor) {
        for (int number = 1, pages = 1; number <= pages; number++) {
            JsonNode members = api.get(visitor, organization.api() + "/members?size=500&page=" + number);
            pages = members.path("total_pages").asInt(1);
            for (JsonNode member : members.path("items")) {
                if (member.path("id").asString("").equals(account.toString())) {
                    return member;
                }
            }
        }
        throw new ApiProblemException(404, "", "There is no such member.", "Check the list of members.");
    }
}
