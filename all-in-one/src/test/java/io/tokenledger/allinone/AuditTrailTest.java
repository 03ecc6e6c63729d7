package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LoadedHistory;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.historygenerator.PlantedIncident;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trail of a generated history: every filter, alone and combined, finds the rows that a naive scan of all rows
 * finds.
 */
class AuditTrailTest {
    private static final LoadedHistory HISTORY = LoadedHistory.shared();
    private static final PlantedIncident INCIDENT = HISTORY.incident();
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Limits a query to the generated history: the tests' own events are later. */
    private static final String PAST = "&to=2026-01-01T00:00:00Z";

    /** Every row of the trail, from an export. */
    private static final List<JsonNode> ALL =
            lines(HISTORY.ledger().admin().get("/ledger/audit/export?" + PAST)).stream()
                    .<JsonNode>map(JSON::readTree)
                    .toList();

    private record Filter(String name, String value, Predicate<JsonNode> matches) {}

    /** Filters with values from this row, so that each of them matches at least one row. */
    private static List<Filter> filters(JsonNode row, Random random) {
        List<Filter> filters = new ArrayList<>();
        exact(filters, row, "action", "/action");
        exact(filters, row, "outcome", "/outcome");
        exact(filters, row, "actor", "/actor/account_id");
        exact(filters, row, "owner", "/owner_id");
        exact(filters, row, "token", "/token_id");
        exact(filters, row, "workspace", "/workspace_id");
        exact(filters, row, "correlation_id", "/correlation_id");
        exact(filters, row, "reason", "/reason");
        exact(filters, row, "ip", "/ip");
        String agent = row.at("/user_agent").asString("");
        if (agent.length() > 3) {
            String part = agent.substring(1, agent.length() - 1);
            filters.add(new Filter(
                    "user_agent",
                    part,
                    other -> contains(other.at("/user_agent").asString(""), part)));
        }
        String ip = row.at("/ip").asString("");
        if (!ip.isEmpty()) {
            int bits = ip.contains(":") ? 16 * (1 + random.nextInt(7)) : 8 * (1 + random.nextInt(3));
            filters.add(new Filter(
                    "ip", ip + "/" + bits, other -> within(other.at("/ip").asString(""), ip, bits)));
        }
        Instant time = Instant.parse(row.at("/time").asString());
        filters.add(new Filter("from", time.toString(), other -> !time(other).isBefore(time)));
        return filters;
    }

    private static void exact(List<Filter> filters, JsonNode row, String name, String path) {
        String value = row.at(path).asString("");
        if (!value.isEmpty()) {
            filters.add(
                    new Filter(name, value, other -> other.at(path).asString("").equals(value)));
        }
    }

    @Test
    void every_combination_of_filters_finds_what_a_naive_reader_finds() {
        Random random = new Random(7);
        Client admin = HISTORY.ledger().admin();
        for (int round = 0; round < 60; round++) {
            JsonNode row = ALL.get(random.nextInt(ALL.size()));
            List<Filter> filters = filters(row, random);
            Collections.shuffle(filters, random);
            Map<String, Filter> chosen = filters.stream()
                    .limit(1 + random.nextInt(3))
                    .collect(Collectors.toMap(Filter::name, filter -> filter, (one, other) -> one, TreeMap::new));
            String query = chosen.values().stream()
                    .map(filter -> filter.name() + "=" + encoded(filter.value()))
                    .collect(Collectors.joining("&"));

            List<Long> found = positions(admin.get("/ledger/audit?limit=20&" + query + PAST));

            List<Long> expected = ALL.reversed().stream()
                    .filter(other -> chosen.values().stream()
                            .allMatch(filter -> filter.matches().test(other)))
                    .map(other -> other.get("position").asLong())
                    .limit(20)
                    .toList();
            assertThat(found).as(query).isEqualTo(expected).isNotEmpty();
        }
    }

    @Test
    void pages_of_either_order_hold_every_row_once() {
        Client admin = HISTORY.ledger().admin();
        String owner = "owner=" + INCIDENT.ownerId() + PAST;
        List<Long> expected = ALL.stream()
                .filter(row -> row.at("/owner_id")
                        .asString("")
                        .equals(INCIDENT.ownerId().toString()))
                .map(row -> row.get("position").asLong())
                .toList();

        assertThat(pages(admin, owner + "&order=asc")).isEqualTo(expected);
        assertThat(pages(admin, owner)).isEqualTo(expected.reversed());
    }

    @Test
    void text_is_found_wherever_a_person_wrote_it() {
        Client user = HISTORY.ledger().newUser();
        String word = "Quokka-" + Unique.text();
        user.post("/users/me/api_keys", Map.of("name", "k", "description", "feeds the " + word + " 100%_"))
                .requireStatus(201);
        HISTORY.awaitProjections();

        assertThat(positions(user.get("/ledger/audit?q=" + word.toLowerCase(Locale.ROOT))))
                .hasSize(1);
        assertThat(positions(user.get("/ledger/audit?q=" + encoded(word + " 100%_"))))
                .hasSize(1);
        assertThat(positions(user.get("/ledger/audit?q=" + encoded(word + "%feeds"))))
                .isEmpty();
    }

    @Test
    void an_account_sees_its_own_an_organizations_auditor_its_members_and_each_reading_is_on_record() {
        TestOrganization acme = TestOrganization.of(HISTORY.ledger());
        TestOrganization other = TestOrganization.of(HISTORY.ledger());
        acme.member().newKey("seen");
        other.member().newKey("unseen");
        String service = acme.serviceAccount();
        acme.keyOf(service).get("/users/me").requireStatus(200);
        HISTORY.awaitProjections();

        List<JsonNode> own = items(acme.member().get("/ledger/audit?limit=500"));
        assertThat(own).isNotEmpty().allMatch(row -> concerns(row, acme.member().id()));
        List<JsonNode> ofAcme = items(acme.auditor().get("/ledger/audit?limit=500"));
        assertThat(ofAcme)
                .anyMatch(row -> concerns(row, acme.member().id())
                        && row.get("action").asString().equals("token.created"))
                .anyMatch(row ->
                        concerns(row, service) && row.get("action").asString().equals("token.used"))
                .noneMatch(row -> concerns(row, other.member().id()));
        assertThat(items(acme.member().get("/ledger/audit?organization=" + other.id())))
                .isEmpty();
        assertThat(items(acme.auditor().get("/ledger/audit?organization=" + other.id() + "&limit=500")))
                .isEmpty();
        assertThat(items(acme.auditor().get("/ledger/audit?organization=" + acme.id() + "&limit=500")))
                .anyMatch(row -> concerns(row, acme.member().id()));

        HISTORY.awaitProjections();
        List<JsonNode> reads = items(HISTORY.ledger()
                .admin()
                .get("/ledger/audit?action=ledger.audit_read&actor="
                        + acme.auditor().id()));
        assertThat(reads).hasSize(3);
        assertThat(reads.getFirst().at("/data/filters/organization").asString()).isEqualTo(acme.id());
    }

    @Test
    void events_before_a_member_joined_are_not_in_the_organizations_trail() {
        TestOrganization acme = TestOrganization.of(HISTORY.ledger());
        Client late = HISTORY.ledger().newUser();
        late.newKey("before");
        acme.put(late, "organization_member");
        late.newKey("during");
        acme.admin().delete(acme.path() + "/members/" + late.id()).requireStatus(200);
        late.newKey("after");
        HISTORY.awaitProjections();

        assertThat(items(acme.auditor().get("/ledger/audit?action=token.created&limit=500")).stream()
                        .map(row -> row.at("/data/name").asString()))
                .containsExactly("during");

        acme.put(late, "organization_member");
        String before = late.get("/users/me/api_keys/before").text("id");
        HISTORY.awaitProjections();
        assertThat(items(late.get("/ledger/tokens/" + before + "/timeline")).stream()
                        .map(row -> row.get("action").asString()))
                .containsExactly(
                        "token.created",
                        "organization.member_added",
                        "organization.member_removed",
                        "organization.member_added");
        assertThat(items(acme.auditor().get("/ledger/tokens/" + before + "/timeline")).stream()
                        .map(row -> row.get("action").asString()))
                .containsExactly(
                        "organization.member_added", "organization.member_removed", "organization.member_added");
    }

    @Test
    void bad_filters_get_an_error_that_says_what_to_do() {
        Client admin = HISTORY.ledger().admin();
        Map<String, String> bad = Map.of(
                "action=token.teleported",
                "'action' must be one or more of",
                "outcome=maybe",
                "'outcome' must be accepted or refused",
                "ip=1.2.3.4.5",
                "'ip' must be an address, or a network",
                "ip=10.0.0.0/33",
                "'ip' must be an address, or a network",
                "from=yesterday",
                "'from' must be an instant",
                "owner=me",
                "'owner' must be a UUID",
                "order=random",
                "'order' must be asc or desc",
                "q=" + "x".repeat(201),
                "at most 200 characters");
        bad.forEach((query, message) -> assertThat(
                        admin.get("/ledger/audit?" + query).requireStatus(422).body())
                .as(query)
                .contains(message));
        admin.get("/ledger/audit?cursor=abc").requireStatus(400);
    }

    @Test
    void an_export_is_byte_for_byte_the_same_whenever_it_is_made_and_goes_on_behind_a_position() {
        Client admin = HISTORY.ledger().admin();
        String range = "/ledger/audit/export?owner=" + INCIDENT.ownerId() + PAST;
        String first = admin.get(range).requireStatus(200).body();
        admin.post("/ledger/projections/audit-trail/replays", Map.of()).requireStatus(202);
        String again = admin.get(range).requireStatus(200).body();

        assertThat(again).isEqualTo(first);
        List<String> lines = lines(admin.get(range));
        long middle = JSON.readTree(lines.get(lines.size() / 2)).get("position").asLong();
        String head = admin.get(range + "&until=" + middle).body();
        String tail = admin.get(range + "&after=" + middle).body();
        assertThat(head + tail).isEqualTo(first);
        assertThat(admin.get(range).requireStatus(200).header("X-Accel-Buffering"))
                .as("what a proxy is told: pass it on as it comes")
                .isEqualTo("no");
        admin.get("/ledger/audit/export?format=xml").requireStatus(422);
    }

    @Test
    void a_summary_counts_what_the_rows_count() {
        String filter = "owner=" + INCIDENT.ownerId() + "&from=" + INCIDENT.from() + "&to=" + INCIDENT.to();
        JsonNode summary = HISTORY.ledger()
                .admin()
                .get("/ledger/audit/summary?" + filter)
                .requireStatus(200)
                .json();

        List<JsonNode> rows = ALL.stream()
                .filter(row -> row.at("/owner_id")
                        .asString("")
                        .equals(INCIDENT.ownerId().toString()))
                .filter(row -> !time(row).isBefore(INCIDENT.from()) && time(row).isBefore(INCIDENT.to()))
                .toList();
        Map<String, Long> byHour = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("time").asString().substring(0, 13) + ":00:00.000Z",
                        TreeMap::new,
                        Collectors.counting()));
        Map<String, Long> byAction = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("action").asString(),
                        TreeMap::new,
                        Collectors.summingLong(row -> row.get("count").asLong())));
        assertThat(counts(summary, "intervals", "entries")).isEqualTo(byHour);
        assertThat(counts(summary, "actions", "times")).isEqualTo(byAction);
        assertThat(summary.get("tokens")).isNotEmpty().hasSizeLessThanOrEqualTo(20);
        HISTORY.ledger().admin().get("/ledger/audit/summary?interval=fortnight").requireStatus(422);
        HISTORY.ledger()
                .admin()
                .get("/ledger/audit/summary?from=2020-01-01T00:00:00Z")
                .requireStatus(422);
    }

    private static Map<String, Long> counts(JsonNode summary, String dimension, String what) {
        return summary.get(dimension)
                .valueStream()
                .collect(Collectors.toMap(
                        count -> count.get("value").asString(),
                        count -> count.get(what).asLong(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static List<Long> pages(Client reader, String query) {
        List<Long> positions = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = reader.get("/ledger/audit?limit=37&" + query + cursor).requireStatus(200);
            positions.addAll(positions(page));
            cursor = page.json().get("next_cursor").isNull() ? "" : "&cursor=" + page.text("next_cursor");
        } while (!cursor.isEmpty());
        return positions;
    }

    private static List<JsonNode> items(Answer page) {
        return page.requireStatus(200).json().get("items").valueStream().toList();
    }

    private static List<Long> positions(Answer page) {
        return items(page).stream().map(row -> row.get("position").asLong()).toList();
    }

    private static List<String> lines(Answer export) {
        return export.requireStatus(200).body().lines().toList();
    }

    private static boolean concerns(JsonNode row, String account) {
        return row.at("/owner_id").asString("").equals(account)
                || row.at("/actor/account_id").asString("").equals(account);
    }

    private static Instant time(JsonNode row) {
        return Instant.parse(row.get("time").asString());
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static boolean within(String address, String network, int bits) {
        byte[] one = bytes(address);
        byte[] other = bytes(network);
        return one.length == other.length
                && new BigInteger(1, one)
                        .shiftRight(one.length * 8 - bits)
                        .equals(new BigInteger(1, other).shiftRight(one.length * 8 - bits));
    }

    private static byte[] bytes(String address) {
        try {
            return address.isEmpty()
                    ? new byte[0]
                    : InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException noAddress) {
            throw new IllegalStateException(noAddress);
        }
    }
}
