package io.tokenledger.query.replay;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of replays that no longer exist. */
final class AbandonedCopies {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedCopies.class);

    private AbandonedCopies() {}

    /**
     * Drops the schemas that killed replays have left behind, except those given. One that is still being read stays until
     * the next start.
     */
    static void dropAllBut(JdbcClient jdbc, List<String> schemas) {
        jdbc.sql("SELECT nspname FROM pg_namespace WHERE nspname ~ '^replay_[0-9a-f]{32}$' AND NOT nspname = ANY (?)")
                .param(schemas.toArray(String[]::new))
                .query(String.class)
                .list()
                .forEach(schema -> dropUnlessRead(jdbc, schema));
    }

    private static void dropUnlessRead(JdbcClient jdbc, String schema) {
        try {
            ShadowTables.drop(jdbc, schema);
        } catch (DataAccessException read) {
            LOG.warn(
                    "The shadow tables {} of an earlier replay were not dropped. The next start tries it again: {}",
                    schema,
                    read.toString());
        }
    }
}
