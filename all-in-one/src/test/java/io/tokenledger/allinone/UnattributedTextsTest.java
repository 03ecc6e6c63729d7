package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.StoredTexts;
import io.tokenledger.allinone.harness.UseWindows;
import io.tokenledger.command.personaldata.UnattributedTextSweep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** After their retention, the texts about no known account are gone, and what happened remains. */
class UnattributedTextsTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);

    /** More than 400 days after the end of any month. */
    private static final Duration RETENTION = Duration.ofDays(433);

    private static final String ADDRESS = "203.0.113.78";
    private static final String AGENT = "prober-of-this-test";
    private static final String LATER_ADDRESS = "203.0.113.79";

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void after_the_retention_no_table_contains_them_and_replays_agree() {
        String key = LEDGER.newUser().newKey("leaked");
        Client stranger = Client.of(LEDGER).from(ADDRESS).with("User-Agent", AGENT);
        stranger.post("/ledger/leak_reports", Map.of("credentials", List.of(key)))
                .requireStatus(202);
        stranger.form("/auth/login", Map.of("username", "nobody", "password", "wrong-wrong-wrong"))
                .requireStatus(401);
        for (int i = 0; i < 25; i++) { // enough for a signal, and for uses that are counted together
            stranger.bearer("ZENPROKEY_unknown" + i).get("/users/me?i=" + i);
        }
        UseWindows.expire(LEDGER);
        LEDGER.admin().get("/ledger/audit?ip=" + ADDRESS).requireStatus(200);
        LEDGER.admin()
                .post(
                        "/ledger/exposure_reports",
                        Map.of("ip", ADDRESS, "from", LEDGER.clock().instant().toString()))
                .requireStatus(200);
        ReadModelStatus.awaitCaughtUp(LEDGER.admin(), CATCHING_UP);
        assertThat(String.join("\n", StoredTexts.rowsWith(LEDGER, ADDRESS)))
                .contains("account.sign_in_refused", "token.use_refused", "token.deactivated", "ledger.audit_read")
                .contains("ledger.exposure_reported", "refusal_burst", "signal_count_v1");
        sweep();
        assertThat(StoredTexts.rowsWith(LEDGER, ADDRESS)).as("before the end").isNotEmpty();

        LEDGER.clock().travel(RETENTION);
        Client.of(LEDGER).from(LATER_ADDRESS).bearer("ZENPROKEY_unknown").get("/users/me");
        Concurrently.run(4, () -> {
            sweep();
            return true;
        });
        sweep();
        ReadModelStatus.awaitCaughtUp(LEDGER.admin(), CATCHING_UP);

        assertThat(StoredTexts.rowsWith(LEDGER, ADDRESS)).isEmpty();
        assertThat(StoredTexts.rowsWith(LEDGER, AGENT)).isEmpty();
        assertThat(StoredTexts.rowsWith(LEDGER, LATER_ADDRESS)).isNotEmpty();
        ReadModelStatus.requireEqualToReplay(LEDGER.admin(), CATCHING_UP);
        assertThat(StoredTexts.rowsWith(LEDGER, ADDRESS))
                .as("after the replays")
                .isEmpty();
        String trail = LEDGER.admin()
                .get(
                        "/ledger/audit?limit=500&action=ledger.unattributed_texts_erased,token.use_refused,account.sign_in_refused")
                .requireStatus(200)
                .body();
        assertThat(trail).contains("account.sign_in_refused", "token.use_refused", "\"user_agent\":\"erased\"");
        assertThat(trail.split("\"ledger.unattributed_texts_erased\"", -1))
                .as("one event for each month")
                .hasSizeBetween(2, 3);
    }

    private static void sweep() {
        LEDGER.bean(UnattributedTextSweep.class).sweep();
    }
}
