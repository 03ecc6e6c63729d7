package io.tokenledger.architecture.violation.query.tokenlisting;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Violation: an endpoint contains SQL. */
public final class ListEndpoint {
    private final JdbcClient jdbc;

    public ListEndpoint(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long count() {
        return jdbc.sql("SELECT count(*) FROM token_listing_v1")
                .query(Long.class)
                .single();
    }
}
