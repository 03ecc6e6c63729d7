package io.tokenledger.query.asof;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The point in time that a query is about. The same SQL serves the present and the past: it uses the relations that
 * this type returns, and their columns are the same in both cases.
 *
 * @param at instant at which expiry and other time limits are evaluated
 * @param position position of the last event that counts; null for the present
 */
public record AsOf(Instant at, @Nullable Long position) {

    public boolean isPast() {
        return position != null;
    }

    /** API keys with their last uses, as a relation for {@code FROM}. */
    public String tokens() {
        return position == null ? "token_listing_v1" : """
                (SELECT h.*, u.used_at AS last_used_at, u.ip AS last_used_ip, u.agent AS last_used_agent
                 FROM token_history_v1 h
                 LEFT JOIN LATERAL (
                     SELECT used_at, ip, agent FROM token_last_use_v2 l
                     WHERE l.token_id = h.token_id AND l.position <= %1$d
                     ORDER BY l.position DESC LIMIT 1) u ON true
                 WHERE h.valid_from <= %1$d AND h.valid_to > %1$d)""".formatted(position);
    }

    /** API keys without their last uses, as a relation for {@code FROM}. */
    public String keys() {
        return relation("token");
    }

    /** Accounts, as a relation for {@code FROM}. */
    public String accounts() {
        return relation("account");
    }

    /** Members of organizations, as a relation for {@code FROM}. */
    public String members() {
        return relation("member");
    }

    private String relation(String of) {
        return position == null
                ? of + "_listing_v1"
                : "(SELECT * FROM %1$s_history_v1 WHERE valid_from <= %2$d AND valid_to > %2$d)"
                        .formatted(of, position);
    }
}
