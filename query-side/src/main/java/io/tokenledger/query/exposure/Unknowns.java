package io.tokenledger.query.exposure;

import io.tokenledger.events.PersonalText;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.query.exposure.ExposureReport.ApiTokenMinted;
import io.tokenledger.query.exposure.ExposureReport.Unknown;
import io.tokenledger.query.exposure.ExposureReport.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lists what the ledger cannot know about the subject. Pure. */
final class Unknowns {
    private Unknowns() {}

    /**
     * All gaps of a report.
     *
     * @param workspaces descriptions of workspaces by the audience of their API tokens
     * @param openWindow time in which equal uses are counted together before they are recorded
     */
    static List<Unknown> of(
            List<Use> uses,
            List<ApiTokenMinted> minted,
            Map<String, String> workspaces,
            ReportWindow window,
            Instant now,
            Duration openWindow) {
        List<Unknown> unknown = new ArrayList<>();
        for (ApiTokenMinted token : minted) {
            String workspace = workspaces.get(Objects.requireNonNullElse(token.audience(), ""));
            if (workspace != null) {
                unknown.add(new Unknown(
                        UnknownKind.AT_A_WORKSPACE,
                        "The workspace %s verifies only the signature of the API token %s. The uses of the token there"
                                        .formatted(workspace, token.jti())
                                + " are known to that workspace only.",
                        token.issuedAt(),
                        token.expiresAt()));
            }
        }
        List<Use> erased =
                uses.stream().filter(use -> PersonalText.isGone(use.target())).toList();
        if (!erased.isEmpty()) {
            unknown.add(new Unknown(
                    UnknownKind.ERASED,
                    "Addresses, user agents and targets of %d entries were erased and no longer exist."
                            .formatted(erased.size()),
                    erased.stream().map(Use::first).min(Instant::compareTo).orElse(window.from()),
                    erased.stream().map(Use::last).max(Instant::compareTo).orElse(window.to())));
        }
        for (Use use : uses) {
            if (UsageEvent.OTHER.equals(use.target())) {
                unknown.add(new Unknown(
                        UnknownKind.ABOVE_A_LIMIT,
                        "Uses above a limit were counted without user agent, target%s, API token (event %s, count %d)."
                                .formatted(use.ip() == null ? ", address" : "", use.id(), use.count()),
                        use.first(),
                        use.last()));
            } else if (use.count() > 1 || !use.first().equals(use.last())) {
                unknown.add(new Unknown(
                        UnknownKind.COUNTED_TOGETHER,
                        "%d uses were counted together (event %s). The time and the purpose of each are unknown."
                                .formatted(use.count(), use.id()),
                        use.first(),
                        use.last()));
            }
        }
        Instant counted = now.minus(openWindow);
        if (window.to().isAfter(counted)) {
            unknown.add(new Unknown(
                    UnknownKind.STILL_COUNTING,
                    "The most recent repeated uses are still being counted and are not recorded yet.",
                    counted.isBefore(window.from()) ? window.from() : counted,
                    window.to()));
        }
        return unknown;
    }
}
