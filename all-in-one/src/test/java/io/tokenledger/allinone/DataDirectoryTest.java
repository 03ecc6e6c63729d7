package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.allinone.harness.LedgerProcess;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.util.PSQLException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A problem with a data directory is reported in one sentence, and other users cannot access the directory's files. */
@ExtendWith(OutputCaptureExtension.class)
class DataDirectoryTest {
    private final Path data = LedgerUnderTest.newDirectory();

    @Test
    void a_directory_that_is_in_use_is_refused() {
        LedgerUnderTest first = LedgerUnderTest.shared();
        assertThat(startupFailure(first.dataDirectory())).contains("in use by another ledger");
    }

    @Test
    void a_directory_with_other_files_is_rejected(CapturedOutput output) throws IOException {
        Files.writeString(data.resolve("thesis.tex"), "");

        assertThat(startupFailureHere(data, output)).contains("contains files of other programs");
    }

    @Test
    void a_directory_of_another_version_is_refused(CapturedOutput output) throws IOException {
        Files.writeString(data.resolve("token-ledger.version"), "7");

        assertThat(startupFailureHere(data, output)).contains("version 7");
    }

    @Test
    void a_store_of_another_postgresql_is_refused() throws IOException {
        Files.writeString(data.resolve("token-ledger.version"), "1");
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres/PG_VERSION"), "14");
        Files.writeString(data.resolve("postgres/postgresql.conf"), "");

        assertThat(startupFailure(data)).contains("PostgreSQL 14");
    }

    @Test
    void a_path_that_is_no_directory_is_refused(CapturedOutput output) throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");

        assertThat(startupFailureHere(file, output)).contains("cannot be written");
    }

    @Test
    void a_start_that_fails_stops_the_store_and_frees_the_directory() throws IOException {
        assertThatThrownBy(() -> SpringApplication.run(
                        TokenLedger.class, "--ledger.data-dir=" + data, "--ledger.use.max-wait=soon"))
                .hasStackTraceContaining("ledger.use.max-wait");

        assertThat(data.resolve("postgres.log")).content().contains("database system is shut down");
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        DataDirectory.open(data).close();
    }

    @Test
    void the_store_requires_its_password_and_every_file_is_private() throws IOException, SQLException {
        LedgerUnderTest ledger = LedgerUnderTest.shared();
        String url = StoreAddress.jdbcUrlOf(ledger.dataDirectory());

        for (String password : new String[] {"", "postgres", "password"}) {
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", password)
                            .close())
                    .isInstanceOf(PSQLException.class)
                    .hasMessageContaining("password");
        }
        assertThat(ledger.jdbc().queryForObject("SHOW fsync", String.class)).isEqualTo("on");
        assertThat(ledger.jdbc().queryForObject("SHOW synchronous_commit", String.class))
                .isEqualTo("on");
        assertThat(ledger.jdbc().queryForObject("SHOW full_page_writes", String.class))
                .isEqualTo("on");
        assertThat(ledger.jdbc().queryForList("SELECT DISTINCT auth_method FROM pg_hba_file_rules", String.class))
                .containsExactly("scram-sha-256");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ledger.dataDirectory())))
                .isEqualTo("rwx------");
        try (Stream<Path> secrets = Files.walk(ledger.dataDirectory().resolve("signing-keys"))) {
            assertThat(secrets)
                    .anyMatch(file -> file.endsWith("encryption"))
                    .allMatch(file -> Files.isDirectory(file) ? isClosed(file) : isPrivate(file));
        }
        assertThat(isPrivate(ledger.dataDirectory().resolve("postgres.password")))
                .isTrue();
    }

    /** Not by the C library, whose upgrade can make indexes invalid. */
    @Test
    void the_store_itself_compares_texts() {
        assertThat(
                        LedgerUnderTest.shared()
                                .jdbc()
                                .queryForMap(
                                        "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = current_database()"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("datlocprovider", "b", "datlocale", "C.UTF-8"));
    }

    private static boolean isClosed(Path folder) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                    .equals("rwx------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPrivate(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .equals("rw-------");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The output of a start in this JVM, which takes less time than a process. */
    private static String startupFailureHere(Path directory, CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(TokenLedger.class, "--ledger.data-dir=" + directory))
                .isInstanceOf(StartupException.class);
        assertThat(output.getAll()).doesNotContain("\tat ");
        return output.getAll();
    }

    /** The output of a process, which must end by itself. */
    private static String startupFailure(Path directory) {
        Path out = LedgerUnderTest.newDirectory();
        LedgerProcess ledger = new LedgerProcess(out, Map.of("LEDGER_DATA_DIR", directory.toString()));
        String said = ledger.startExpectingFailure();
        ledger.close();
        assertThat(said).doesNotContain("\tat ");
        return said;
    }
}
