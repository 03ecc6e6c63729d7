package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.DocumentShell;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.eventstore.StoreLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A full disk blocks writes and loses no data. Writes resume once space is free again. */
class DiskFullTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final Path disk = LedgerUnderTest.newDirectory();

    @BeforeEach
    void mountSmallDisk() {
        assumeTrue("root".equals(System.getProperty("user.name")), "mounting a small disk needs root");
        DocumentShell.run("mount -t tmpfs -o size=320m ledger-test " + disk, Map.of());
    }

    @AfterEach
    void unmount() {
        DocumentShell.run("umount " + disk + " || true", Map.of());
    }

    @Test
    void writes_are_503_and_reads_go_on_until_there_is_room_again() throws IOException {
        try (LedgerUnderTest ledger = LedgerUnderTest.start(Files.createDirectory(disk.resolve("data")), Map.of())) {
            Client user = ledger.newUser();
            String key = user.newKey("before");
            Client holder = Client.of(ledger).bearer(key);
            holder.get("/oauth2/verify").requireStatus(200);
            Path ballast = disk.resolve("ballast");
            long free = Files.getFileStore(disk).getUsableSpace();
            try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
                for (long room = free; room > 50 * MEGABYTE; room -= MEGABYTE) {
                    file.write(new byte[MEGABYTE]);
                }
            }

            Instant asked = Instant.now();
            Answer refused =
                    user.post("/users/me/api_keys", Map.of("name", "during")).requireStatus(503);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
            assertThat(refused.text("detail.0")).isEqualTo("ServiceUnavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            Client.of(ledger).form("/auth/login", Map.of("password", key)).requireStatus(503);
            holder.get("/oauth2/verify").requireStatus(200); // a repeat of a recorded use
            user.get("/users/me/api_keys").requireStatus(200);
            Client.of(ledger).bearer("unknown").get("/users/me").requireStatus(503); // no response without a record

            Files.delete(ballast);
            await().until(() ->
                    user.post("/users/me/api_keys", Map.of("name", "after")).status() == 201);
            assertThat(user.get("/users/me/api_keys").json().get("total").asInt())
                    .isEqualTo(2);
        }
    }
}
