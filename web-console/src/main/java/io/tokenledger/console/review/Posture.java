package io.tokenledger.console.review;

import io.tokenledger.console.page.Freshness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a security review, as {@code GET /ledger/posture} describes them.
 *
 * @param living number of keys that are active, not expired and not deleted
 */
public record Posture(Instant at, long living, List<Finding> findings, Freshness freshness) {
    private static final Map<String, String> LABELS = Map.of(
            "no_expiry", "never expire",
            "not_rotated_for_90_days", "not rotated for 90 days",
            "unused_for_90_days", "not used for 90 days",
            "never_used", "never used",
            "expiring_in_14_days", "expire within 14 days",
            "of_deactivated_accounts", "of inactive accounts",
            "of_accounts_without_organization", "of accounts without organization",
            "used_from_many_networks", "used from many networks",
            "refused_uses_rising", "more refused uses than in the week before");

    /**
     * A number with the list behind it.
     *
     * @param link path of the list in the API
     */
    public record Finding(String name, long count, String link) {
        public String label() {
            return LABELS.getOrDefault(name, name.replace('_', ' '));
        }

        /** The page that shows the list. */
        public String page() {
            return link.replaceFirst("^/ledger/tokens", "/console/review/tokens")
                    .replaceFirst("^/ledger/audit", "/console/audit");
        }
    }

    /** A finding then and now; one of both may be unknown. */
    public record Compared(
            String label, @Nullable Finding then, @Nullable Finding now) {
        /** By how much the number has grown; null if one of both is unknown. */
        public @Nullable Long growth() {
            return then == null || now == null ? null : now.count() - then.count();
        }
    }

    /** The findings of an earlier posture next to these. */
    public List<Compared> since(Posture earlier) {
        return findings.stream()
                .map(now -> new Compared(now.label(), earlier.find(now.name()).orElse(null), now))
                .toList();
    }

    private Optional<Finding> find(String name) {
        return findings.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
