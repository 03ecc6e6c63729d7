package io.tokenledger.query.sql;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The part of an account's past that a caller may see. A reader of an organization sees what an account did while it
 * belonged to the organization, and nothing from before or after (decision 0010). The audit trail applies the same rule
 * to each entry. These relations apply it where only positions or last uses are stored.
 */
public final class VisibleHistory {
    private static final String COLUMNS = """
            k.token_id, k.owner_id, k.name, k.description, k.active, k.deleted, k.created_at, k.created_by_key, k.expires_at,
            k.rotated_at, k.activated_at, k.retain_period_minutes, k.retained_until, k.generation, k.version""";

    private VisibleHistory() {}

    /** Whether the caller may see the whole past of every account that it sees: of all accounts, or only of its own. */
    public static boolean seesWholePast(Caller caller) {
        return caller.may(Action.TOKEN_READ)
                || caller.organizationsWhere(Action.TOKEN_READ).isEmpty();
    }

    /** API keys with the last uses that the caller may see, as a relation for {@code FROM}. */
    public static String tokens(Caller caller, AsOf asOf) {
        if (seesWholePast(caller)) {
            return asOf.tokens();
        }
        Long position = asOf.position();
        return """
                (SELECT %1$s, u.used_at AS last_used_at, u.ip AS last_used_ip, u.agent AS last_used_agent
                 FROM %2$s k
                 LEFT JOIN LATERAL (
                     SELECT l.used_at, l.ip, l.agent FROM %3$s p
                     CROSS JOIN LATERAL (
                         SELECT * FROM token_last_use_v2 l
                         WHERE l.token_id = k.token_id AND l.position >= p.begins AND l.position < p.ends
                             AND l.position <= %4$d AND l.used_at >= p.since
                         ORDER BY l.position DESC LIMIT 1) l
                     WHERE p.account_id = k.owner_id
                     ORDER BY l.position DESC LIMIT 1) u ON true)""".formatted(COLUMNS, asOf.keys(), periods(caller, asOf), position == null ? Long.MAX_VALUE : position);
    }

    /**
     * Keys used from five networks or more in the last thirty days, counting only networks whose last use the caller
     * may see.
     */
    public static String manyNetworks(Caller caller, AsOf now) {
        return seesWholePast(caller)
                ? TokenSets.ofManyNetworks(now.at())
                : manyNetworksOf(periods(caller, now), now.at());
    }

    private static String manyNetworksOf(String periods, Instant now) {
        return """
                (SELECT s.token_id FROM signal_sighting_v1 s
                 JOIN token_listing_v1 k ON k.token_id = s.token_id
                 JOIN %1$s p ON p.account_id = k.owner_id AND p.begins <= s.last_position AND p.ends > s.last_position
                     AND p.since <= s.last_at
                 WHERE %2$s
                 GROUP BY s.token_id HAVING count(DISTINCT s.what) >= 5)""".formatted(periods, TokenSets.recentNetworks(now));
    }

    /**
     * The ranges of positions in which the caller may see what an account did, as a relation for {@code FROM}. The
     * columns are {@code account_id}, {@code begins}, {@code ends} (exclusive) and {@code since}. A use recorded late
     * must not be older than {@code since}. Empty if the caller may see the whole past of every account that it sees.
     */
    public static Optional<String> periodsOf(Caller caller, AsOf asOf) {
        return seesWholePast(caller) ? Optional.empty() : Optional.of(periods(caller, asOf));
    }

    private static String periods(Caller caller, AsOf asOf) {
        return """
                (SELECT m.account_id, m.valid_from AS begins, m.valid_to AS ends,
                        coalesce((SELECT CASE j.action WHEN 'organization.member_added' THEN j.recorded_at ELSE '-infinity' END
                                  FROM audit_trail_v3 j WHERE j.position = m.valid_from), 'infinity') AS since
                 FROM member_history_v1 m WHERE m.organization_id = ANY (%1$s)
                 UNION ALL
                 SELECT a.account_id, 0, %3$d, '-infinity' FROM %2$s a WHERE a.organization_id = ANY (%1$s)
                 UNION ALL
                 SELECT '%4$s'::uuid, 0, %3$d, '-infinity')""".formatted(
                        array(caller.organizationsWhere(Action.TOKEN_READ)),
                        asOf.accounts(),
                        Long.MAX_VALUE,
                        caller.accountId());
    }

    /** Safe as a literal, because ids are not text from callers. */
    private static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().collect(Collectors.joining(",", "'{", "}'::uuid[]"));
    }
}
