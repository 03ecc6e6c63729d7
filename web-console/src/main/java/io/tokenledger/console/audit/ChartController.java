package io.tokenledger.console.audit;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Filters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The entries per day as a chart. The page loads it after the entries, because it counts more of them. */
@Controller
class ChartController {
    private static final Duration USUAL_RANGE = Duration.ofDays(29);

    private final ApiClient api;
    private final Clock clock;

    ChartController(ApiClient api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** The events of one day. */
    record Day(Instant value, long times, long refused) {}

    /** The events by day, as {@code GET /ledger/audit/summary} counts them. */
    public record Summary(Instant from, Instant to, List<Day> intervals) {
        public long times() {
            return intervals.stream().mapToLong(Day::times).sum();
        }

        public long refused() {
            return intervals.stream().mapToLong(Day::refused).sum();
        }

        public long firstDay() {
            return from.truncatedTo(ChronoUnit.DAYS).getEpochSecond();
        }

        public long lastDay() {
            return to.minusMillis(1).truncatedTo(ChronoUnit.DAYS).getEpochSecond();
        }

        /** Days, accepted and refused events as three lists in JSON, for the chart. */
        public String series() {
            return "[[" + joined(day -> day.value().getEpochSecond()) + "],["
                    + joined(day -> day.times() - day.refused()) + "],[" + joined(Day::refused) + "]]";
        }

        private String joined(ToLongFunction<Day> number) {
            return intervals.stream().mapToLong(number).mapToObj(Long::toString).collect(Collectors.joining(","));
        }
    }

    @GetMapping("/console/audit/chart")
    String chart(Visitor visitor, HttpServletRequest request, Model page) {
        Filters filters = AuditFilters.of(request).with("interval", "day");
        if (filters.get("from").isEmpty() && filters.get("to").isEmpty()) {
            Instant from = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(USUAL_RANGE);
            filters = filters.with("from", from.toString());
        }
        try {
            page.addAttribute(
                    "summary", api.get(visitor, filters.path(AuditController.TRAIL + "/summary"), Summary.class));
        } catch (ApiProblemException problem) {
            if (problem.isSignedOut()) {
                throw problem;
            }
            page.addAttribute("missing", problem.text());
        }
        return "console/audit-parts :: chart";
    }
}
