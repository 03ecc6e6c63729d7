package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.PostgresPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Other users of the machine cannot connect to the embedded store: it listens only on a socket in a private directory.
 */
class EmbeddedStoreTest {
    private final Path root = LedgerUnderTest.newDirectory();

    @AfterEach
    void delete() {
        LedgerUnderTest.delete(root);
    }

    @Test
    void the_store_listens_on_a_socket_in_the_closed_data_directory_and_on_no_port() throws Exception {
        Path data = Files.createDirectory(root.resolve("a folder, with 'quotes'"));
        PostgresPrograms.into(data);
        try (DataDirectory directory = DataDirectory.open(data);
                EmbeddedStore store = EmbeddedStore.start(directory)) {
            assertThat(StoreAddress.jdbcUrlOf(data)).isEqualTo(store.jdbcUrl());
            assertThat(answers(
                            store,
                            "SHOW listen_addresses",
                            "SHOW unix_socket_permissions",
                            "SELECT coalesce(inet_server_addr()::text, 'a socket')",
                            "SELECT regexp_substr(version(), '18\\.\\d+')"))
                    .containsExactly("", "0700", "a socket", "18.6");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            assertThat(Files.exists(data.resolve("socket/.s.PGSQL.5432"))).isTrue();
        }
    }

    @Test
    void a_path_that_is_too_long_moves_the_socket_to_a_closed_folder_that_goes_with_the_store() throws Exception {
        Path data = root.resolve("x".repeat(100));
        Path temporary = Files.createDirectory(root.resolve("t"));

        StoreAddress address = StoreAddress.choose(data, temporary);

        Path folder = address.socketFolder();
        assertThat(folder).isNotNull().hasParent(temporary);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        address.release(data);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void without_room_for_a_socket_the_store_listens_on_the_loopback_address() throws IOException {
        Path temporary = Files.createDirectory(root.resolve("t".repeat(100)));

        StoreAddress address = StoreAddress.choose(root.resolve("x".repeat(100)), temporary);

        assertThat(address.serverSettings())
                .containsEntry("listen_addresses", "127.0.0.1")
                .containsEntry("unix_socket_directories", "");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:" + address.port() + "/postgres");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    private static List<String> answers(EmbeddedStore store, String... questions) throws SQLException {
        try (Connection connection = DriverManager.getConnection(store.jdbcUrl(), store.username(), store.password());
                Statement statement = connection.createStatement()) {
            List<String> answers = new ArrayList<>();
            for (String question : questions) {
                ResultSet row = statement.executeQuery(question);
                row.next();
                answers.add(row.getString(1));
            }
            return answers;
        }
    }
}
