package io.tokenledger.query.notice.mail;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds from which networks keys were used lately, so that their owners recognize the clients. */
@Repository
class NetworkRepository {
    private static final String NETWORKS = """
            SELECT k.token_id, n.network FROM unnest(?::uuid[]) k (token_id)
            CROSS JOIN LATERAL (
                SELECT set_masklen(u.ip::cidr, CASE family(u.ip) WHEN 4 THEN 24 ELSE 64 END)::text AS network,
                       max(u.last_at) AS last_at
                FROM (
                    SELECT r.ip, r.last_at FROM audit_trail_v3 r
                    WHERE r.token_id = k.token_id AND r.action = 'token.used' AND r.ip IS NOT NULL AND r.last_at >= ?
                    ORDER BY r.place DESC LIMIT 1000) u
                GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3) n
            ORDER BY k.token_id, n.last_at DESC, n.network""";

    private final JdbcClient jdbc;

    NetworkRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most three networks for each key, the last used first: a /24 or a /64. Keys without uses are absent. */
    Map<UUID, List<String>> lastUsed(List<UUID> keys, Instant since) {
        Map<UUID, List<String>> networks = new HashMap<>();
        jdbc.sql(NETWORKS)
                .params(keys.toArray(UUID[]::new), Timestamp.from(since))
                .query((RowCallbackHandler)
                        row -> networks.computeIfAbsent(row.getObject("token_id", UUID.class), key -> new ArrayList<>())
                                .add(row.getString("network")));
        return networks;
    }
}
