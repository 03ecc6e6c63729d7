package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.RecordedEvent;
import io.tokenledger.allinone.harness.UseWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The data volume that one anonymous network or one account can add to the store in an hour, whatever it varies. Each
 * test uses up the limits of one minute and measures the tables and indexes.
 */
@Tag("slow")
class EventVolumeTest {
    private static final long MEGABYTE = 1_000_000;
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(LedgerUnderTest.SHIPPED_LIMITS);

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void an_anonymous_network_writes_at_most_60_megabytes_an_hour() {
        Client user = LEDGER.newUser();
        String deactivated = user.newKey("deactivated");
        user.patch("/users/me/api_keys/deactivated", Map.of("active", false)).requireStatus(200);
        long before = size();
        long known = LEDGER.head();

        int sent = 800;
        long refused = count(
                sent,
                i -> stranger(i)
                        .with("User-Agent", agent(i))
                        .bearer(i % 2 == 0 ? deactivated : "garbage" + i)
                        .get("/oauth2/verify"));
        int signIns = 150;
        count(
                signIns,
                i -> stranger(i)
                        .with("User-Agent", agent(i))
                        .form("/auth/login", Map.of("username", "admin" + i % 3, "password", "wrong")));
        closeWindows();

        assertThat(refused).isEqualTo(sent);
        assertThat(sum(known, "token.use_refused")).isEqualTo(sent);
        assertThat(sum(known, "account.sign_in_refused")).isBetween(50L, (long) signIns);
        long perHour = (size() - before) * 60;
        assertThat(perHour).isLessThan(60 * MEGABYTE);
    }

    @Test
    void an_account_writes_at_most_200_megabytes_an_hour() {
        Client user = LEDGER.newUser();
        Client holder = Client.of(LEDGER).bearer(user.newKey("busy"));
        long before = size();
        long known = LEDGER.head();

        int sent = 800;
        count(
                sent,
                i -> holder.from("198.51." + i / 200 + "." + i % 200)
                        .with("User-Agent", agent(i))
                        .with("X-Forwarded-Host", "h")
                        .with("X-Original-URI", "/" + i + "/z".repeat(90))
                        .get("/oauth2/verify"));
        closeWindows();
        assertThat(sum(known, "token.used")).isEqualTo(sent);
        long uses = size() - before;
        long afterUses = size();
        Answer exchange = untilTooMany(i -> holder.with("User-Agent", agent(i))
                .form(
                        "/auth/login",
                        Map.of("password", holder.headers().get("Authorization").substring(7))));
        assertThat(Integer.parseInt(exchange.header("Retry-After"))).isBetween(1, 61);
        closeWindows();
        long byKey = size() - afterUses;
        long afterExchanges = size();
        untilTooMany(i -> user.with("User-Agent", agent(i)).get("/ledger/audit?limit=1&q=" + "y%25".repeat(60) + i));
        closeWindows();
        long bySession = size() - afterExchanges;

        assertThat((uses + byKey + bySession) * 60).isLessThan(200 * MEGABYTE);
    }

    /** Counted uses appear in the trail, in the last use, in reports and in replays. */
    @Test
    void readers_are_told_what_was_counted_together() {
        Client user = LEDGER.newUser();
        Answer created = user.createKey("varied");
        String id = created.text("id");
        Client holder = Client.of(LEDGER).bearer(created.text("key"));
        Client neighbour = Client.of(LEDGER).bearer(user.newKey("quiet"));
        int sent = 400;
        count(
                sent,
                i -> holder.from("192.0." + (2 + i / 200) + "." + i % 200)
                        .with("User-Agent", agent(i))
                        .get("/oauth2/verify"));
        neighbour
                .from("2001:db8:7:7::5")
                .with("User-Agent", agent(1))
                .get("/oauth2/verify")
                .requireStatus(200);
        closeWindows();

        List<JsonNode> rows = Timelines.of(user, id)
                .valueStream()
                .filter(row -> row.get("action").asString().equals("token.used"))
                .toList();
        assertThat(rows.stream().mapToLong(row -> row.get("count").asLong()).sum())
                .isEqualTo(sent);
        List<JsonNode> aggregated = rows.stream()
                .filter(row -> row.at("/data/aggregated").asBoolean(false))
                .toList();
        assertThat(aggregated).isNotEmpty().allSatisfy(row -> {
            assertThat(row.get("user_agent").isNull()).isTrue();
            assertThat(row.at("/data/target").asString()).isEqualTo("other");
        });
        assertThat(aggregated)
                .anySatisfy(row -> assertThat(row.get("ip").isNull()).isTrue());
        JsonNode key = user.get("/ledger/tokens/" + id).requireStatus(200).json();
        assertThat(Instant.parse(key.get("last_used_at").asString()))
                .isEqualTo(rows.stream()
                        .map(row -> Instant.parse(row.get("last").asString()))
                        .max(Instant::compareTo)
                        .orElseThrow());

        assertThat(unknown(Map.of("token", id)))
                .anyMatch(why -> why.contains("without user agent") && why.contains("address"));
        assertThat(unknown(Map.of("ip", "198.51.100.200"))).anyMatch(why -> why.contains("without their addresses"));
        assertThat(unknown(Map.of("ip", "2001:db8:7:7::6"))).anyMatch(why -> why.contains("without their addresses"));
        ReadModelStatus.requireEqualToReplay(LEDGER.admin(), Duration.ofSeconds(60));
    }

    private static List<String> unknown(Map<String, String> subject) {
        Map<String, String> body = new HashMap<>(subject);
        body.put("from", "2020-01-01T00:00:00Z");
        body.put("to", LEDGER.clock().instant().plusSeconds(1).toString());
        return LEDGER.admin()
                .post("/ledger/exposure_reports", body)
                .requireStatus(200)
                .json()
                .get("unknown")
                .valueStream()
                .map(unknown -> unknown.get("why").asString())
                .toList();
    }

    private static Client stranger(int i) {
        return Client.of(LEDGER).from("2001:db8:1:2::" + Integer.toHexString(i + 1));
    }

    /** 500 bytes, in words that are too short to look like a credential. */
    private static String agent(int i) {
        return ("agent" + i + "x".repeat(40) + " ").repeat(10);
    }

    private static long count(int times, IntFunction<Answer> request) {
        return IntStream.range(0, times)
                .parallel()
                .mapToObj(request)
                .filter(answer -> answer.status() == 401 || answer.status() == 429)
                .count();
    }

    private static Answer untilTooMany(IntFunction<Answer> request) {
        for (int i = 0; i < 2_000; i++) {
            Answer answer = request.apply(i);
            if (answer.status() == 429) {
                return answer;
            }
            answer.requireStatus(200);
        }
        throw new AssertionError("There is no limit.");
    }

    private static void closeWindows() {
        UseWindows.expire(LEDGER);
        ReadModelStatus.awaitCaughtUp(LEDGER.admin(), Duration.ofSeconds(60));
    }

    private static long sum(long after, String type) {
        List<RecordedEvent> events = LEDGER.events();
        return events.stream()
                .filter(event -> event.position() > after && event.type().equals(type))
                .mapToLong(event -> event.payload().get("count").asLong())
                .sum();
    }

    private static long size() {
        Long bytes = LEDGER.jdbc().queryForObject("""
                        SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname IN ('events', 'command_side', 'query_side') AND c.relkind = 'r'""", Long.class);
        return bytes == null ? 0 : bytes;
    }
}
