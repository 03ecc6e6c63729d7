package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.RecordedEvent;
import io.tokenledger.allinone.harness.StoredTexts;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.UseWindows;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.exposure.ExposureReport;
import io.tokenledger.query.exposure.ExposureReports;
import io.tokenledger.query.retention.UseRetentionSweep;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** After their retention, uses are dropped, their sums remain, and replays equal the live tables. */
class UseRetentionTest {
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final long PARTITION = 1_000;

    private final LedgerUnderTest ledger = LedgerUnderTest.start(
            Map.of("ledger.retention.uses", "31d", "ledger.storage.partition-size", String.valueOf(PARTITION)));
    private final Client user = ledger.newUser();
    private final Client other = ledger.newUser();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void dropped_uses_leave_sums_and_replays_agree() {
        JsonNode key = user.createKey("robot").json();
        JsonNode held = user.createKey("held").json();
        JsonNode kept = other.createKey("kept").json();
        hold("token", held.get("id").asString());
        String released = hold("account", other.id());
        for (JsonNode each : List.of(key, held, kept)) {
            useInManyWays(each == kept ? other : user, each, "198.51.100.");
        }
        stranger();
        nextPartition();
        useInManyWays(user, key, "198.51.100.");
        travel(Duration.ofDays(3));
        useInManyWays(user, key, "203.0.113.");
        useInManyWays(other, kept, "203.0.113.");
        caughtUp();
        String lastUse = shown(key).text("last_used_at");
        long uses = sums("uses");
        long entries = entries();

        travelToNextMonth();
        useFrom("192.0.2.1", "later", key);
        useFrom("192.0.2.1", "later", held);
        travelToNextMonth();
        travel(Duration.ofDays(10));
        useFrom("192.0.2.1", "still", key);
        caughtUp();
        sweep();
        caughtUp();

        assertThat(types()).contains("token.uses_summarized", "ledger.uses_dropped");
        assertThat(entries()).isLessThan(entries);
        assertThat(entriesOf(key)).as("the two later ones").isEqualTo(2);
        assertThat(entriesOf(held)).as("those of a held key").isGreaterThan(2);
        assertThat(sums("uses")).as("sums of all uses").isEqualTo(uses + 3);
        assertThat(storedUses(key)).isEqualTo(2);
        assertThat(ledger.admin()
                        .get("/ledger/tokens/" + key.get("id").asString() + "?as_of=" + (ledger.head() - 1))
                        .status())
                .isEqualTo(200);
        ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);

        ledger.admin()
                .delete("/ledger/legal_holds/" + released + "?reason=over")
                .requireStatus(200);
        travelToNextMonth();
        travelToNextMonth();
        caughtUp();
        sweep();
        caughtUp();

        assertThat(storedUses(kept)).as("uses whose hold was released").isZero();
        assertThat(storedUses(held)).as("uses that are still held").isGreaterThan(2);
        assertThat(sums("uses")).isEqualTo(uses + 3);
        ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
        assertThat(lastUse).isNotNull();
    }

    @Test
    void a_partition_without_uses_is_dropped_and_an_erasure_covers_its_sums() {
        String person = user.id();
        JsonNode key = user.createKey("robot").json();
        useInManyWays(user, key, "198.51.100.");
        stranger();
        nextPartition();
        useFrom("192.0.2.1", "second", key);
        travelToNextMonth();
        travelToNextMonth();
        travel(Duration.ofDays(10));
        caughtUp();
        assertThat(tables("%\\_0")).contains("events.use_event_0");
        Concurrently.run(4, () -> {
            sweep();
            return true;
        });
        caughtUp();

        assertThat(types())
                .filteredOn("ledger.uses_dropped"::equals)
                .as("one for each partition")
                .hasSize(2);
        sweep(); // an empty partition remains until no reader needs it
        assertThat(tables("%\\_0")).containsExactly("query_side.token_last_use_v2_0");
        requireUnknown(key);
        requireShownInConsole();
        ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
        user.again().delete("/users/me/api_keys/robot").requireStatus(200);
        ledger.admin().delete("/users/" + person).requireStatus(200);
        caughtUp();
        ledger.admin()
                .post("/ledger/erasures", Map.of("account", person, "reason", "request 17"))
                .requireStatus(200);
        caughtUp();

        assertThat(StoredTexts.rowsWith(ledger, "198.51.100")).isEmpty();
        ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
    }

    @Test
    void an_organization_keeps_the_uses_of_its_accounts_for_longer() {
        TestOrganization acme = TestOrganization.of(ledger);
        acme.admin()
                .put(acme.path() + "/token_policy", Map.of("min_use_retention_days", 90))
                .requireStatus(200);
        Client member = acme.member();
        JsonNode kept = member.createKey("kept").json();
        JsonNode key = user.createKey("robot").json();
        useInManyWays(member, kept, "198.51.100.");
        useInManyWays(user, key, "198.51.100.");
        nextPartition();
        travelToNextMonth();
        travelToNextMonth();
        travel(Duration.ofDays(10));
        useFrom("192.0.2.1", "later", kept);
        caughtUp();
        sweep();
        caughtUp();

        assertThat(storedUses(key)).isZero();
        assertThat(storedUses(kept)).isGreaterThan(10);
        ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);

        travelToNextMonth();
        travelToNextMonth();
        travel(Duration.ofDays(10));
        caughtUp();
        sweep();
        caughtUp();

        assertThat(storedUses(kept)).as("the later one").isEqualTo(1);
        ReadModelStatus.requireEqualToReplay(ledger.admin(), CATCHING_UP);
    }

    @Test
    void a_report_says_which_uses_were_dropped_after_it_had_been_requested() {
        JsonNode key = user.createKey("robot").json();
        Caller owner = ledger.caller(key.get("key").asString(), new RequestOrigin("192.0.2.1", "test", "report"));
        caughtUp();
        Instant now = ledger.clock().instant().truncatedTo(ChronoUnit.MILLIS);

        ExposureReport report = ledger.bean(ExposureReports.class)
                .report(
                        new ExposureReports.KnownSubject("token", key.get("id").asString()),
                        now.minus(Duration.ofDays(2)),
                        now,
                        0,
                        ledger.head(),
                        owner,
                        () -> ledger.jdbc()
                                .update(
                                        "UPDATE events.use_partition SET dropped_before = ?",
                                        Timestamp.from(now.minus(Duration.ofDays(1)))));

        assertThat(report.freshness().usesDroppedBefore()).isEqualTo(now.minus(Duration.ofDays(1)));
    }

    /** Every answer about the time of dropped uses says so, and totals remain. */
    private void requireUnknown(JsonNode key) {
        String id = key.get("id").asString();
        String created = key.get("created").asString();
        String dropped = YearMonth.from(ledger.clock().instant().atZone(ZoneOffset.UTC))
                        .minusMonths(1)
                        .atDay(1) + "T00:00:00.000Z";
        JsonNode report = ledger.admin()
                .post("/ledger/exposure_reports", Map.of("token", id, "from", created))
                .requireStatus(200)
                .json();
        assertThat(report.get("unknown"))
                .filteredOn(unknown -> unknown.get("kind").asString().equals("uses_dropped"))
                .singleElement()
                .extracting(unknown -> unknown.get("to").asString())
                .isEqualTo(dropped);
        assertThat(report.at("/freshness/uses_dropped_before").asString()).isEqualTo(dropped);
        JsonNode simulated = ledger.admin()
                .post("/ledger/policy_simulations", Map.of("policy", Map.of("max_idle_days", 1), "from", created))
                .requireStatus(200)
                .json();
        assertThat(simulated.at("/unknown/0/to").asString()).isEqualTo(dropped);
        String list = "/ledger/tokens?used_from=198.51.100.0/24";
        assertThat(ledger.admin()
                        .get(list)
                        .json()
                        .at("/freshness/uses_dropped_before")
                        .asString())
                .isEqualTo(dropped);
        assertThat(dryRun(Map.of("used_from", "198.51.100.0/24"))
                        .get("uses_dropped_before")
                        .asString())
                .isEqualTo(dropped);
        assertThat(dryRun(Map.of("q", "robot")).has("uses_dropped_before")).isFalse();
        JsonNode then = ledger.admin()
                .get("/ledger/tokens/" + id + "?as_of=" + created)
                .requireStatus(200)
                .json();
        assertThat(then.at("/unknown/0").asString()).contains("dropped after their retention");
        for (Client reader : List.of(ledger.admin(), user.again())) {
            JsonNode usage = reader.get("/ledger/tokens/" + id + "/usage?days=90")
                    .requireStatus(200)
                    .json();
            assertThat(usage.get("accepted").asLong()).isEqualTo(13);
            assertThat(usage.get("refused").asLong()).isEqualTo(22);
            assertThat(usage.get("clients")).isEmpty();
        }
        JsonNode retention =
                ledger.admin().get("/ledger/storage").requireStatus(200).json().get("retention");
        assertThat(retention.get("days").asLong()).isEqualTo(31);
        assertThat(retention.get("dropped_before").asString()).isEqualTo(dropped);
        assertThat(retention.get("would_free")).hasSize(5);
    }

    private JsonNode dryRun(Map<String, String> filter) {
        return ledger.admin()
                .post("/ledger/tokens/deactivations", Map.of("filter", filter, "dry_run", true))
                .requireStatus(200)
                .json();
    }

    private void requireShownInConsole() {
        ConsoleSession console = ConsoleSession.of(ledger, ledger.admin().username());
        assertThat(console.get("/console/status/storage").body())
                .contains("Uses are kept for at least", "31", "Partitions of the uses", "A retention of", "90 days");
        assertThat(console.get("/console/audit").body()).contains("were dropped after their retention");
        for (String page : List.of(
                "/console/review",
                "/console/review/tokens?used_from=198.51.100.0/24",
                "/console/review/tokens/deactivate-matching?used_from=198.51.100.0/24")) {
            assertThat(console.get(page).body()).as(page).contains("were dropped after their retention");
        }
    }

    private List<String> tables(String pattern) {
        return ledger.jdbc()
                .queryForList(
                        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename LIKE ? AND tablename LIKE '%use%' ORDER BY 1",
                        String.class, pattern);
    }

    private void useInManyWays(Client owner, JsonNode key, String network) {
        for (int i = 1; i <= 3; i++) {
            for (int repeat = 0; repeat < 3; repeat++) {
                useFrom(network + i, "agent-" + i % 2, key);
            }
        }
        useFrom("2001:db8:0:" + network.length() + "::1", "agent-6", key);
        useFrom("2001:db8:0:" + network.length() + "::2", "agent-6", key);
        Client.of(ledger)
                .from(network + "4")
                .form("/auth/login", Map.of("password", key.get("key").asString()))
                .requireStatus(200);
        String path = "/users/me/api_keys/" + key.get("name").asString();
        owner.again().patch(path, Map.of("active", false)).requireStatus(200);
        for (int i = 0; i < 22; i++) {
            Client.of(ledger)
                    .from(network + "5")
                    .bearer(key.get("key").asString())
                    .get("/users/me")
                    .requireStatus(401);
        }
        owner.again().patch(path, Map.of("active", true)).requireStatus(200);
        UseWindows.expire(ledger);
    }

    private void useFrom(String address, String agent, JsonNode key) {
        Client.of(ledger)
                .from(address)
                .with("User-Agent", agent)
                .bearer(key.get("key").asString())
                .get("/users/me")
                .requireStatus(200);
    }

    private void stranger() {
        for (int i = 0; i < 25; i++) {
            Client.of(ledger).from("192.0.2.99").bearer("ZENPROKEY_unknown" + i).get("/users/me");
        }
        UseWindows.expire(ledger);
    }

    private String hold(String subject, String id) {
        return ledger.admin()
                .post("/ledger/legal_holds", Map.of("subject", subject, "id", id, "reason", "a dispute"))
                .requireStatus(201)
                .text("id");
    }

    /** Lets further events have positions in the next partition. */
    private void nextPartition() {
        ledger.jdbc().queryForObject("SELECT setval('events.position', ?)", Long.class, PARTITION);
    }

    private void travelToNextMonth() {
        Instant now = ledger.clock().instant();
        Instant next = YearMonth.from(now.atZone(ZoneOffset.UTC))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        travel(Duration.between(now, next).plusHours(1));
    }

    private void travel(Duration time) {
        ledger.clock().travel(time);
    }

    private void caughtUp() {
        ReadModelStatus.awaitCaughtUp(ledger.admin(), CATCHING_UP);
    }

    private void sweep() {
        ledger.bean(UseRetentionSweep.class).sweep();
    }

    private List<String> types() {
        return ledger.events().stream().map(RecordedEvent::type).toList();
    }

    private io.tokenledger.allinone.harness.Answer shown(JsonNode key) {
        return ledger.admin().get("/ledger/tokens/" + key.get("id").asString()).requireStatus(200);
    }

    private long sums(String column) {
        return number("SELECT coalesce(sum(" + column + "), 0) FROM query_side.token_use_day_v1");
    }

    private long entries() {
        return number("SELECT count(*) FROM query_side.audit_trail_use_v3");
    }

    private long entriesOf(JsonNode key) {
        return number("SELECT count(*) FROM query_side.audit_trail_use_v3 WHERE token_id = '"
                + key.get("id").asString() + "'");
    }

    private long storedUses(JsonNode key) {
        return number("SELECT count(*) FROM events.use_event WHERE token_id = '"
                + key.get("id").asString() + "'");
    }

    private long number(String sql) {
        Long number = ledger.jdbc().queryForObject(sql, Long.class);
        return number == null ? 0 : number;
    }
}
