package io.tokenledger.allinone.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.tokenledger.allinone.harness.RestartablePostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command empties the tables that events restore, and keeps all others. It requires that no process runs. */
class RebuildTablesCommandTest {
    private static RestartablePostgres store;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @BeforeAll
    static void migrate() {
        store = new RestartablePostgres();
        for (String schema : List.of("events", "command_side", "query_side")) {
            Flyway.configure()
                    .dataSource(store.dataSource())
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/" + schema)
                    .load()
                    .migrate();
        }
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void what_events_bring_back_is_emptied_and_what_they_do_not_is_kept() throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO command_side.look_up_position (position) VALUES (90);
                    INSERT INTO command_side.local_password VALUES (gen_random_uuid(), 'encoded');
                    INSERT INTO command_side.idempotency VALUES (gen_random_uuid(), 'k', 'f', gen_random_uuid(), now());
                    INSERT INTO events.recent_append VALUES ('a', 7, now());
                    INSERT INTO events.tracking_token (processor_name, segment) VALUES ('audit-trail', 0);
                    INSERT INTO query_side.sink (name, position) VALUES ('ahead', 95), ('behind', 40);
                    CREATE SCHEMA replay_00000000000000000000000000000000""");

            int emptied = new DerivedTables(connection).empty(88);
            int again = new DerivedTables(connection).empty(88);

            assertThat(emptied).isEqualTo(again).isGreaterThan(20);
            for (String empty :
                    List.of("command_side.look_up_position", "command_side.idempotency", "events.recent_append")) {
                assertThat(ask(statement, "SELECT count(*) FROM " + empty))
                        .as(empty)
                        .isEqualTo("0");
            }
            assertThat(ask(statement, "SELECT string_agg(processor_name, ',') FROM events.tracking_token"))
                    .isEqualTo("__config");
            assertThat(ask(statement, "SELECT string_agg(name || position, ',' ORDER BY name) FROM query_side.sink"))
                    .isEqualTo("ahead88,behind40");
            for (String kept : List.of("command_side.server", "command_side.local_password", "query_side.cursor_key")) {
                assertThat(ask(statement, "SELECT count(*) FROM " + kept))
                        .as(kept)
                        .isEqualTo("1");
            }
            assertThat(ask(statement, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'replay%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void while_a_process_runs_nothing_is_changed() throws SQLException {
        String process = "jdbc:postgresql://127.0.0.1:" + store.port() + "/postgres?ApplicationName=token-ledger";
        try (Connection running = DriverManager.getConnection(process, "postgres", "postgres");
                Connection connection = store.dataSource().getConnection()) {
            assertThat(running.isValid(1)).isTrue();

            assertThatThrownBy(() -> new DerivedTables(connection).empty(0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("processes still use these tables, from 127.0.0.1");
        }
    }

    @Test
    void every_kept_table_exists() throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : DerivedTables.KEPT) {
                assertThat(ask(statement, "SELECT to_regclass('" + table + "') IS NOT NULL"))
                        .as(table)
                        .isEqualTo("t");
            }
        }
    }

    @Test
    void without_axon_server_there_is_nothing_to_rebuild() {
        assertThat(OperatorCommands.run(List.of("rebuild-tables"), Map.of("LEDGER_STORE", "postgres"), out))
                .hasValue(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("cannot differ", "replay <projection>");
    }

    @Test
    void a_store_that_cannot_be_reached_is_named_without_a_stack_trace() {
        Map<String, String> settings =
                Map.of("LEDGER_STORE", "axonserver", "LEDGER_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/ledger");

        assertThat(OperatorCommands.run(List.of("rebuild-tables"), settings, out))
                .hasValue(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Nothing was changed", "127.0.0.1:1");
    }

    @Test
    void servers_are_named_as_for_a_process() {
        assertThat(RebuildTablesCommand.addresses("one, two:9124"))
                .extracting(ServerAddress::getHostName, ServerAddress::getGrpcPort)
                .containsExactly(tuple("one", 8124), tuple("two", 9124));
    }

    private static String ask(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
