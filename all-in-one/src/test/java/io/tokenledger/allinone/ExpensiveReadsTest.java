package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.api.limit.ExpensiveRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** One account's searches and reports do not block other accounts. A table lock makes these reads slow. */
class ExpensiveReadsTest {
    private static final int OF_ACCOUNT = 2;
    private static final String SLOW = "/ledger/signals/summary";

    /** Reads of one key, of a short list, or of a page that an index finds. */
    private static final Set<String> CHEAP = Set.of(
            "/ledger/audit/export", // has a limit of its own
            "/ledger/tokens/{id}",
            "/ledger/tokens/{id}/timeline",
            "/ledger/cases",
            "/ledger/legal_holds",
            "/ledger/deleted_accounts",
            "/ledger/deleted_accounts/{accountId}",
            "/ledger/notices",
            "/ledger/notices/calendar",
            "/ledger/notices/preferences",
            "/ledger/cases/{caseId}/report", // has a limit of its own, as each report
            "/ledger/cases/{caseId}/package", // has a limit of its own
            "/ledger/tokens/deactivations",
            "/ledger/tokens/deactivations/{actId}",
            "/ledger/projections",
            "/ledger/storage",
            "/ledger/replays",
            "/ledger/replays/{id}",
            "/ledger/sinks");

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private static LedgerUnderTest ledger;

    @BeforeAll
    static void start() {
        ledger = LedgerUnderTest.start(Map.of("ledger.store", "embedded"));
    }

    @AfterAll
    static void stop() {
        THREADS.close();
        ledger.close();
    }

    @Test
    void an_account_runs_two_at_a_time_and_still_reads_what_is_cheap() throws SQLException {
        Client busy = ledger.newUser();
        String ownEntries = "/ledger/audit?limit=1&token=" + busy.createKey("k").text("id");
        try (Lock lock = new Lock()) {
            lock.run(busy);
            List<Answer> rejected = all(
                    busy, SLOW, "/ledger/audit?q=x", "/ledger/audit?%71=x", "/ledger/tokens?used_from=203.0.113.0/24");
            List<Answer> served = all(busy, ownEntries, "/ledger/tokens?state=active", "/users/me/api_keys");

            assertThat(rejected).allSatisfy(answer -> {
                answer.requireStatus(429);
                assertThat(answer.header("Retry-After")).isEqualTo("5");
                assertThat(answer.text("code")).isEqualTo("too_many_concurrent_requests");
                assertThat(answer.text("detail")).contains("searches and reports: 2");
            });
            assertThat(served).allSatisfy(answer -> answer.requireStatus(200));
        }
        busy.get(SLOW).requireStatus(200);
    }

    @Test
    void all_members_leave_half_to_superusers_and_auditors() throws SQLException {
        Client first = ledger.newUser();
        Client second = ledger.newUser();
        Client third = ledger.newUser();
        Client admin = ledger.admin();
        try (Lock lock = new Lock()) {
            lock.run(first);
            lock.run(second);
            third.get("/ledger/posture").requireStatus(503);
            admin.get("/ledger/posture").requireStatus(200);
        }
        third.get("/ledger/posture").requireStatus(200);
    }

    private static CompletableFuture<Answer> begin(Client client, String path) {
        return CompletableFuture.supplyAsync(() -> client.get(path), THREADS);
    }

    /** The responses to all paths, requested at the same time. */
    private static List<Answer> all(Client client, String... paths) {
        List<CompletableFuture<Answer>> begun =
                Arrays.stream(paths).map(path -> begin(client, path)).toList();
        return begun.stream().map(CompletableFuture::join).toList();
    }

    /** Makes reads block until it is closed, or on a busy machine until their time is over. */
    private static final class Lock implements AutoCloseable {
        private final List<CompletableFuture<Answer>> running = new ArrayList<>();
        private final Connection connection;

        Lock() throws SQLException {
            connection = ledger.bean(DataSource.class).getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL idle_in_transaction_session_timeout = '60s'");
                statement.execute("LOCK TABLE query_side.signal_v1 IN ACCESS EXCLUSIVE MODE");
            }
        }

        /** Starts as many reads as one account may run at the same time. */
        void run(Client client) {
            for (int i = 0; i < OF_ACCOUNT; i++) {
                running.add(begin(client, SLOW));
            }
            await().until(() -> used() == running.size());
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
            assertThat(running).extracting(answer -> answer.join().status()).isSubsetOf(200, 503);
            await().until(() -> used() == 0);
        }
    }

    private static double used() {
        return ledger.bean(MeterRegistry.class)
                .get("ledger.bulkhead.used")
                .tag("name", "expensive-reads")
                .gauge()
                .value();
    }

    /** A new route must be limited, or be listed above as cheap. */
    @Test
    void every_read_of_the_ledger_is_limited_or_known_to_be_cheap() {
        RequestMappingHandlerMapping routes = ledger.applications()
                .getFirst()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        Set<String> unlimited = routes.getHandlerMethods().entrySet().stream()
                .filter(route ->
                        route.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .filter(route -> !route.getValue().hasMethodAnnotation(ExpensiveRead.class))
                .flatMap(route -> route.getKey().getPatternValues().stream())
                .filter(path -> path.startsWith("/ledger/"))
                .collect(Collectors.toSet());
        assertThat(unlimited).isEqualTo(CHEAP);
    }
}
