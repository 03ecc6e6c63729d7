package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.allinone.harness.DocumentShell;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.LoadedHistory;
import io.tokenledger.allinone.harness.RawConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that request large responses and read them slowly. Each could hold a thread of the web server. */
@Tag("slow")
class SlowReadersTest {
    private static final String LARGE = "/swagger-ui/swagger-ui-bundle.js";
    private static final int MORE_THAN_THREADS = 80;
    private static final Map<String, String> SETTINGS =
            Map.of("ledger.store", "embedded", "ledger.http.write-timeout", "5s");

    private final List<RawConnection> open = new ArrayList<>();

    private interface Connector {
        RawConnection from(String address) throws IOException, GeneralSecurityException;
    }

    @AfterEach
    void close() throws IOException {
        for (RawConnection connection : open) {
            connection.close();
        }
    }

    @Test
    void probes_are_answered_while_clients_read_slowly_and_an_export_may_pause() throws Exception {
        try (LedgerUnderTest ledger = LedgerUnderTest.start(SETTINGS)) {
            attack(ledger, address -> RawConnection.from(address, ledger.port()));
            pauseInAnExport(ledger);
        }
    }

    @Test
    void the_same_holds_with_tls() throws Exception {
        Path keys = LedgerUnderTest.newDirectory().resolve("tls.p12");
        DocumentShell.run(
                "keytool -genkeypair -keyalg EC -alias ledger -dname CN=ledger -storetype PKCS12"
                        + " -keystore $KEYS -storepass $PASSWORD",
                Map.of("KEYS", keys.toString(), "PASSWORD", LedgerUnderTest.PASSWORD));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("server.ssl.key-store", keys.toString());
        settings.put("server.ssl.key-store-password", LedgerUnderTest.PASSWORD);
        SSLContext tls = trusting(keys);
        try (LedgerUnderTest ledger = LedgerUnderTest.start(settings)) {
            attack(
                    ledger,
                    address -> RawConnection.connect(tls.getSocketFactory().createSocket(), address, ledger.port()));
        } finally {
            LedgerUnderTest.delete(keys.getParent());
        }
    }

    private void attack(LedgerUnderTest ledger, Connector connector) throws Exception {
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            RawConnection connection = connector.from("127.0.0.2");
            open.add(connection);
            connection.get(LARGE, 6);
        }
        await("the share of the address is used up").until(() -> rejected(ledger) > 0);
        List<Duration> probes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            try (RawConnection probe = connector.from("127.0.0.3")) {
                assertThat(probe.get("/actuator/health/liveness", 1).status()).isEqualTo(200);
            }
            probes.add(Duration.ofNanos(System.nanoTime() - start));
        }
        assertThat(Collections.min(probes)).isLessThan(Duration.ofSeconds(3)); // slow readers are cut off after 5 s
        await("all are cut off").until(() -> used(ledger, "blocked-writes") == 0 && used(ledger, "connections") == 0);
    }

    /** A paused export counts as slow all the time, but is not cut off. */
    private void pauseInAnExport(LedgerUnderTest ledger) throws IOException {
        LoadedHistory.into(ledger, 8_000);
        String token = ledger.admin().headers().get("Authorization");
        RawConnection reader = RawConnection.from("127.0.0.4", ledger.port());
        open.add(reader);
        reader.get("/ledger/audit/export", 1, "Authorization: " + token, "Connection: close");
        await().until(() -> used(ledger, "blocked-writes") == 1);
        await().during(Duration.ofSeconds(3)).until(() -> used(ledger, "blocked-writes") == 1);
        BufferedReader lines = reader.reader();
        String last = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            last = line.isEmpty() ? last : line;
        }
        assertThat(last).as("the last chunk of a complete answer").isEqualTo("0");
    }

    private static double used(LedgerUnderTest ledger, String bulkhead) {
        return ledger.bean(MeterRegistry.class)
                .get("ledger.bulkhead.used")
                .tag("name", bulkhead)
                .gauge()
                .value();
    }

    /** Writes that got no permit. Unlike the number in use, it still tells after the first readers are cut off. */
    private static double rejected(LedgerUnderTest ledger) {
        return ledger.bean(MeterRegistry.class)
                .get("ledger.bulkhead.rejected")
                .tag("name", "blocked-writes")
                .functionCounter()
                .count();
    }

    private static SSLContext trusting(Path keys) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(keys.toFile(), LedgerUnderTest.PASSWORD.toCharArray()));
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }
}
