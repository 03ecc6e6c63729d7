package io.tokenledger.console.review;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import io.tokenledger.console.page.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Lists legal holds, places one, and releases one after a page that asks first. */
@Controller
@RequestMapping(LegalHoldController.PAGE)
class LegalHoldController {
    static final String PAGE = "/console/review/legal-holds";

    private static final List<String> FIELDS = List.of("subject", "id", "reason");

    private final LegalHoldPages holds;

    LegalHoldController(LegalHoldPages holds) {
        this.holds = holds;
    }

    /** Another page can name the subject of the form. */
    @GetMapping
    String list(
            @RequestParam(defaultValue = "false") boolean released,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String id,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            Model page) {
        viewer.requireLedgerReader();
        page.addAttribute("typed", Map.of("subject", subject, "id", id));
        return holds.list(released, cursor, viewer, visitor, page);
    }

    @PostMapping
    String place(
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        FormBody form = FormBody.of(request);
        Map<String, String> typed = new LinkedHashMap<>();
        FIELDS.forEach(field -> form.field(field).ifPresent(value -> typed.put(field, value.strip())));
        try {
            holds.place(typed, visitor);
            return "redirect:" + PAGE;
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("typed", typed);
            return holds.list(false, null, viewer, visitor, page);
        }
    }

    @GetMapping("/{id}/release")
    String ask(@PathVariable UUID id, @ModelAttribute("viewer") Viewer viewer, Visitor visitor, Model page) {
        viewer.requireLedgerReader();
        JsonNode hold = holds.findInForce(id, visitor);
        return hold == null ? "redirect:" + PAGE + "?released=true" : holds.ask(hold, viewer, visitor, page);
    }

    @PostMapping("/{id}/release")
    String release(
            @PathVariable UUID id,
            @ModelAttribute("viewer") Viewer viewer,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        String reason = FormBody.of(request).field("reason").orElse("");
        try {
            holds.release(id, reason, visitor);
            return "redirect:" + PAGE;
        } catch (ApiProblemException rejected) {
            Rejection.show(rejected, response, page);
            page.addAttribute("reason", reason);
            return ask(id, viewer, visitor, page);
        }
    }
}
