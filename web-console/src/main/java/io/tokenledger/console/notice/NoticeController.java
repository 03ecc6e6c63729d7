package io.tokenledger.console.notice;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Shows the notices that apply to the viewer, and lets it choose which ones are sent. */
@Controller
class NoticeController {
    private static final String NOTICES = "/ledger/notices";
    private static final String PREFERENCES = NOTICES + "/preferences";
    private static final String CALENDAR = NOTICES + "/calendar";

    private final ApiClient api;

    NoticeController(ApiClient api) {
        this.api = api;
    }

    /** @param items keys in use first */
    private record NoticeList(List<Notice> items) {}

    @GetMapping("/console/notices")
    String show(Visitor visitor, Model page) {
        page.addAttribute("notices", api.get(visitor, NOTICES, NoticeList.class).items());
        page.addAttribute("preferences", api.get(visitor, PREFERENCES));
        page.addAttribute("feed", api.get(visitor, CALENDAR));
        return "console/notices";
    }

    /** The number beside the bell, loaded after the page. Without an answer, the bell shows no number. */
    @GetMapping("/console/notices/count")
    String count(Visitor visitor, Model page) {
        int count;
        try {
            count = api.get(visitor, NOTICES, NoticeList.class).items().size();
        } catch (ApiProblemException unavailable) {
            count = 0;
        }
        page.addAttribute("count", count);
        return "console/notice-count :: count";
    }

    @PostMapping("/console/notices/preferences")
    String choose(Visitor visitor, HttpServletRequest request) throws IOException {
        FormBody form = FormBody.of(request);
        api.change(
                visitor,
                "PATCH",
                PREFERENCES,
                Map.of(
                        "deadlines", form.field("deadlines").isPresent(),
                        "signals", form.field("signals").isPresent(),
                        "summaries", form.field("summaries").isPresent()));
        return "redirect:/console/notices?saved";
    }

    /** Shows the address of the feed, this once. */
    @PostMapping("/console/notices/calendar")
    String resetFeed(Visitor visitor, Model page) {
        JsonNode feed = api.send(visitor, "POST", CALENDAR, null, JsonNode.class);
        page.addAttribute("url", feed.path("url").asString());
        return "console/notice-calendar";
    }

    @PostMapping("/console/notices/calendar/remove")
    String removeFeed(Visitor visitor) {
        api.change(visitor, "DELETE", CALENDAR, null);
        return "redirect:/console/notices";
    }
}
