package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RouteSides;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.projection.Projection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While a projection is stopped, each read that depends on it answers 503 and names it, or reports its lag. No
 * incomplete response claims to be complete.
 */
class StaleReadsTest {
    /** The test sends all reads at once, which the default limit on an account's expensive reads would reject. */
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of(
            "ledger.read.longest-wait",
            "200ms",
            "ledger.http.expensive-reads",
            "400",
            "ledger.http.expensive-reads-per-account",
            "100"));

    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";
    /** Routes of the query side that read no read model. */
    private static final Set<String> OTHERS = Set.of(
            "/ledger/projections",
            "/ledger/storage",
            "/ledger/replays",
            "/ledger/replays/{id}",
            "/ledger/cases/{caseId}/package",
            "/unsubscribe/{token}",
            "/oauth2/verify");

    private static final Client ADMIN = LEDGER.admin();
    /** An account may run only one report at a time, so the second one is asked for by another. */
    private static final Client AUDITOR = auditor();

    private static final TestOrganization ACME = TestOrganization.of(LEDGER);
    private static final String START = LEDGER.clock().instant().toString();

    private final Client user = LEDGER.newUser();
    private final String owner = user.id();
    private final String value = user.newKey("old");
    private final String key = user.get("/users/me/api_keys/old").text("id");
    private final String network = Unique.ip();
    private final String feed = created(() -> user.post("/ledger/notices/calendar", Map.of()))
            .text("url")
            .replaceFirst(".*(?=/calendar/)", "");

    private final String incident = created(
                    () -> ADMIN.post("/ledger/cases", Map.of("title", "leak", "owner", owner, "from", START)))
            .text("id");

    private final String deletedAccount = LEDGER.newUser().id();

    private String newAccount = "";
    private String newKey = "";
    private String newAct = "";
    private String newWorkspace = "";
    private long then;
    private String changedBy = "";

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void the_names_are_those_of_the_projections() {
        assertThat(Arrays.stream(ProjectionName.values()).map(ProjectionName::processor))
                .containsExactlyInAnyOrderElementsOf(LEDGER.beans(Projection.class).stream()
                        .map(Projection::name)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(ProjectionName.class)
    void no_read_is_smaller_than_the_truth_and_claims_to_be_complete(ProjectionName stopped) {
        caughtUp(EnumSet.allOf(ProjectionName.class));
        StreamingEventProcessor processor = LEDGER.bean(EventProcessingConfiguration.class)
                .eventProcessor(stopped.processor(), StreamingEventProcessor.class)
                .orElseThrow();
        Map<String, Answer> stale;
        processor.shutDown();
        try {
            makeChanges();
            caughtUp(EnumSet.complementOf(EnumSet.of(stopped)));
            stale = askAll(stopped.processor());
        } finally {
            processor.start();
        }
        caughtUp(EnumSet.allOf(ProjectionName.class));
        Map<String, Answer> truth = askAll("");

        Set<String> behind = new TreeSet<>();
        stale.forEach((read, answer) -> {
            if (answer.status() == 503) {
                assertThat(answer.body()).as(read).contains(stopped.processor());
                assertThat(answer.header("Retry-After")).as(read).isEqualTo("1");
                behind.add(read);
            } else if (answer.header("X-Ledger-Lag-Ms").isEmpty()
                    || answer.header("X-Ledger-Lag-Ms").equals("0")) {
                assertThat(answer.status()).as(read).isEqualTo(truth.get(read).status());
                assertThat(comparable(answer))
                        .as("%s without %s", read, stopped.processor())
                        .isEqualTo(comparable(truth.get(read)));
            } else {
                behind.add(read);
            }
        });
        assertThat(behind).as("reads that need %s", stopped.processor()).isNotEmpty();
        truth.forEach((read, answer) ->
                assertThat(answer.status()).as("%s: %s", read, answer.body()).isEqualTo(200));
    }

    @Test
    void every_reading_route_is_asked() {
        makeChanges();
        RouteSides sides = new RouteSides();
        Set<String> asked =
                reads().keySet().stream().map(read -> read.split(" ")[2]).collect(Collectors.toSet());

        assertThat(RouteCatalog.of(LEDGER).stream()
                        .filter(route -> route.method().equals("GET"))
                        .map(RouteCatalog.Route::path)
                        .filter(path -> sides.of("GET", path.replaceAll("\\{[^}]*}", "x"))
                                .equals("query"))
                        .filter(path -> !OTHERS.contains(path))
                        .filter(path -> asked.stream().noneMatch(one -> one.split("\\?")[0].matches(pattern(path)))))
                .isEmpty();
    }

    /** A bulk operation waits for the projections that its filter needs. If one of them lags, it changes no key. */
    @ParameterizedTest
    @EnumSource(
            value = ProjectionName.class,
            names = {"TOKEN_LISTING", "AUDIT_TRAIL"})
    void a_bulk_operation_does_all_of_it_or_nothing(ProjectionName stopped) {
        caughtUp(EnumSet.allOf(ProjectionName.class));
        String first = end(Map.of("filter", Map.of("owner", owner)), 200).text("id");
        caughtUp(EnumSet.allOf(ProjectionName.class));
        String second = user.newKey("second");
        StreamingEventProcessor processor = LEDGER.bean(EventProcessingConfiguration.class)
                .eventProcessor(stopped.processor(), StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        try {
            String third = user.post("/users/me/api_keys?wait=false", Map.of("name", "third"))
                    .requireStatus(201)
                    .text("key");
            long acts = acts();

            Map<String, String> filter = stopped == ProjectionName.AUDIT_TRAIL
                    ? Map.of("used_from", "0.0.0.0/0", "owner", owner)
                    : Map.of("owner", owner);
            assertThat(end(Map.of("filter", filter), 503).body()).contains(stopped.processor());
            assertThat(ADMIN.post(DEACTIVATIONS + "/" + first + "/restorations", Map.of())
                            .requireStatus(503)
                            .body())
                    .contains(stopped.processor());

            assertThat(acts()).isEqualTo(acts);
            Client.of(LEDGER).bearer(second).get("/users/me").requireStatus(200);
            Client.of(LEDGER).bearer(value).get("/users/me").requireStatus(401);
            assertThat(end(Map.of("values", List.of(third)), 200)
                            .json()
                            .get("deactivated")
                            .asInt())
                    .isEqualTo(1);
            Client.of(LEDGER).bearer(third).get("/users/me").requireStatus(401);
        } finally {
            processor.start();
            caughtUp(EnumSet.allOf(ProjectionName.class));
        }
    }

    /** These changes read what they have recorded, which takes longer than the 200 ms of this ledger on a busy machine. */
    private static Answer created(Callable<Answer> change) {
        return await().until(change, answer -> answer.status() == 201);
    }

    private Answer end(Map<String, ?> which, int status) {
        return ADMIN.post(DEACTIVATIONS, which).requireStatus(status);
    }

    private static long acts() {
        return LEDGER.events().stream()
                .filter(event -> event.type().equals("ledger.bulk_act_begun"))
                .count();
    }

    /** Makes changes that affect every response. */
    private void makeChanges() {
        newAccount = ACME.serviceAccount();
        String keyOfAccount = ACME.admin()
                .post(ACME.path() + "/service_accounts/" + newAccount + "/api_keys", Map.of("name", "job"))
                .requireStatus(201)
                .text("key");
        Client.of(LEDGER)
                .bearer(keyOfAccount)
                .from(network)
                .get("/oauth2/verify")
                .requireStatus(200);
        ACME.put(user, "organization_member");
        newWorkspace = ACME.workspace(true);
        ACME.admin()
                .put("/workspaces/" + newWorkspace + "/assignments/" + newAccount, Map.of("role", "workspace_viewer"))
                .requireStatus(200);
        Client holder = Client.of(LEDGER).bearer(value);
        for (int i = 0; i < 5; i++) {
            holder.from("198.51." + i + ".1").get("/oauth2/verify").requireStatus(200);
        }
        holder.from(network).get("/oauth2/verify").requireStatus(200);
        newKey = user.post("/users/me/api_keys?wait=false", Map.of("name", "new"))
                .requireStatus(201)
                .text("id");
        String ended = user.post("/users/me/api_keys?wait=false", Map.of("name", "ended"))
                .requireStatus(201)
                .text("key");
        newAct = ADMIN.post(DEACTIVATIONS, Map.of("values", List.of(ended)))
                .requireStatus(200)
                .text("id");
        Client.of(LEDGER).bearer(ended).get("/oauth2/verify").requireStatus(401);
        ADMIN.post(
                        "/ledger/legal_holds?wait=false",
                        Map.of("subject", "account", "id", newAccount, "reason", "a dispute"))
                .requireStatus(201);
        ADMIN.delete("/users/" + deletedAccount + "?wait=false").requireStatus(200);
        then = LEDGER.head();
        changedBy = LEDGER.clock().instant().toString(); // reports leave out what the reads record after it
    }

    private static Client auditor() {
        Client reader = LEDGER.newUser();
        ADMIN.patch("/users/" + reader.id(), Map.of("roles", List.of("auditor")))
                .requireStatus(200);
        return reader;
    }

    /** Sends all reads at once. Retries a read if a projection is only slow. */
    private Map<String, Answer> askAll(String stopped) {
        Map<String, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            reads().forEach((read, ask) ->
                    asked.put(read, CompletableFuture.supplyAsync(() -> answer(ask, stopped), threads)));
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        asked.forEach((read, answer) -> answers.put(read, answer.join()));
        return answers;
    }

    private static Answer answer(Supplier<Answer> ask, String stopped) {
        return await().until(
                        ask::get,
                        answer -> answer.status() != 503
                                || (!stopped.isEmpty() && answer.body().contains(stopped)));
    }

    /** Every read by caller. Each avoids the events that the reads themselves append. */
    private Map<String, Supplier<Answer>> reads() {
        Map<String, Supplier<Answer>> reads = new LinkedHashMap<>();
        String account = "/service_accounts/" + newAccount;
        for (String path : List.of(
                "/users/me/api_keys",
                "/users/me/api_keys/" + newKey,
                "/users/me/sessions",
                "/users/me/data_export?until=" + then,
                "/ledger/tokens",
                "/ledger/tokens/" + newKey,
                "/ledger/tokens/" + newKey + "/timeline",
                "/ledger/tokens/" + newKey + "/usage",
                "/ledger/tokens/" + key + "/usage",
                "/ledger/tokens/" + key + "/timeline",
                "/ledger/signals?token=" + key,
                "/ledger/notices",
                "/ledger/notices/calendar",
                "/ledger/notices/preferences",
                "/organizations",
                "/workspaces",
                "/workspaces/" + newWorkspace)) {
            reads.put("user GET " + path, () -> user.get(path));
        }
        reads.put("anonymous GET " + feed, () -> Client.of(LEDGER).get(feed));
        for (String path : List.of(
                "/ledger/tokens",
                "/ledger/tokens?used_from=" + network,
                "/ledger/tokens?as_of=" + then,
                "/ledger/tokens?as_of=" + then + "&used_from=" + network,
                "/ledger/tokens?many_networks=true",
                "/ledger/tokens/" + newKey,
                "/ledger/tokens/" + newKey + "?as_of=" + then,
                "/ledger/tokens/" + newKey + "/timeline",
                "/ledger/audit?owner=" + owner,
                "/ledger/audit/summary?from=" + START + "&owner=" + owner,
                "/ledger/audit/export?owner=" + owner,
                "/ledger/signals?owner=" + owner,
                "/ledger/signals/by_key?owner=" + owner,
                "/ledger/signals/summary?owner=" + owner,
                "/ledger/posture",
                "/ledger/posture?as_of=" + then,
                "/ledger/tokens/changes?from=1&to=" + then,
                ACME.path(),
                ACME.path() + "/members",
                ACME.path() + "/assignments",
                ACME.path() + "/service_accounts",
                ACME.path() + account,
                ACME.path() + account + "/api_keys",
                ACME.path() + "/token_policy",
                ACME.path() + "/token_policy/impact?creation=forbidden")) {
            reads.put("admin_of_organization GET " + path, () -> ACME.admin().get(path));
        }
        String keyOfAccount = ACME.path() + account + "/api_keys/job";
        reads.put(
                "admin_of_organization GET " + keyOfAccount, () -> ACME.admin().get(keyOfAccount));
        for (String path : List.of(
                "/users",
                DEACTIVATIONS,
                DEACTIVATIONS + "/" + newAct,
                "/ledger/posture",
                "/ledger/sinks",
                "/ledger/legal_holds",
                "/ledger/deleted_accounts",
                "/ledger/deleted_accounts/" + deletedAccount,
                "/oauth2/revocations?wait=0&limit=500")) {
            reads.put("superuser GET " + path, () -> ADMIN.get(path));
        }
        reads.put(
                "superuser POST /ledger/tokens/lookups",
                () -> ADMIN.post("/ledger/tokens/lookups", Map.of("values", List.of(value))));
        Map<String, Object> window = Map.of("from", START, "to", changedBy);
        reads.put("superuser POST /ledger/exposure_reports", () -> {
            Map<String, Object> body = new LinkedHashMap<>(window);
            body.put("owner", owner);
            return ADMIN.post("/ledger/exposure_reports", body);
        });
        for (String path : List.of("", "?state=open", "/" + incident)) {
            reads.put("superuser GET /ledger/cases" + path, () -> ADMIN.get("/ledger/cases" + path));
        }
        reads.put(
                "auditor GET /ledger/cases/" + incident + "/report",
                () -> AUDITOR.with("Accept", "application/json").get("/ledger/cases/" + incident + "/report"));
        reads.put("superuser POST /ledger/policy_simulations", () -> {
            Map<String, Object> body = new LinkedHashMap<>(window);
            body.put("policy", Map.of("creation", "forbidden"));
            return ADMIN.post("/ledger/policy_simulations", body);
        });
        return reads;
    }

    /** The body without freshness and instants, which change even without new events. */
    private static String comparable(Answer answer) {
        return answer.body()
                .replaceAll("\"freshness\":\\{[^}]*}", "")
                .replaceAll("\"downloads\":\\[[^]]*],\"downloads_omitted\":\\d+", "") // exports are among the reads
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "");
    }

    private static String pattern(String path) {
        return path.replaceAll("\\{[^}]*}", "[^/]+");
    }

    private static void caughtUp(Set<ProjectionName> projections) {
        long head = LEDGER.head();
        ProjectionLag gauge = LEDGER.bean(ProjectionLag.class);
        await().until(() -> gauge.of(projections).position() >= head);
    }
}
