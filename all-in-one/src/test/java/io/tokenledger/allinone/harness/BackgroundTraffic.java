package io.tokenledger.allinone.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers that create, exchange, rotate and deactivate keys, and services that verify them, all through one address.
 * Records the acknowledged results, to compare them with the events afterwards.
 */
public final class BackgroundTraffic implements AutoCloseable {
    private static final int MAKERS = 6;
    private static final int SERVICES = 10;
    /** Pause between two requests of one caller. A process that restarts meanwhile needs the processors, too. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Longer than the limit of a request, because a busy machine can pause. */
    private static final Duration MAX_RESPONSE_TIME = Duration.ofSeconds(25);

    /** The acknowledged rotations of one key, and the rotations with an uncertain outcome. */
    private record Told(AtomicInteger rotations, AtomicInteger uncertain) {}

    private final ProcessGroup fleet;
    private final Client user;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentMap<String, Told> keys = new ConcurrentHashMap<>();
    private final Set<String> exchanges = ConcurrentHashMap.newKeySet();
    private final Set<String> deactivated = ConcurrentHashMap.newKeySet();
    private final Set<String> unexpected = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicInteger uses = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicLong slowestMs = new AtomicLong();
    private volatile boolean stopped;

    public BackgroundTraffic(ProcessGroup fleet, Client user) {
        this.fleet = fleet;
        this.user = user;
        String checked = user.newKey("checked-" + Unique.text());
        for (int i = 0; i < MAKERS; i++) {
            Client maker = user.from(Unique.ip());
            callers.submit(() -> repeat(() -> runKeyLifecycle(maker)));
        }
        for (int i = 0; i < SERVICES; i++) {
            Client service = Client.at(fleet.url()).from(Unique.ip()).bearer(checked);
            callers.submit(() -> repeat(() -> {
                if (ask(() -> service.get("/oauth2/verify"), 200) != null) {
                    uses.incrementAndGet();
                }
            }));
        }
    }

    /** Waits until the ledger has acknowledged this many commands and uses. */
    public void await(int enoughCommands, int enoughUses) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(240))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> commands.get() >= enoughCommands && uses.get() >= enoughUses);
    }

    public void stop() {
        stopped = true;
        callers.close();
    }

    private void repeat(Runnable step) {
        while (!stopped) {
            try {
                step.run();
                LockSupport.parkNanos(PACE_NANOS);
            } catch (RuntimeException surprise) {
                unexpected.add(surprise.toString());
            }
        }
    }

    private void runKeyLifecycle(Client maker) {
        String name = "traffic-" + Unique.text();
        Told told = new Told(new AtomicInteger(), new AtomicInteger());
        Answer made = ask(() -> maker.post("/users/me/api_keys?wait=false", Map.of("name", name)), 201);
        if (made == null) {
            return;
        }
        commands.incrementAndGet();
        keys.put(name, told);
        exchange(made.text("key"));
        Answer rotated = ask(
                () -> maker.post(
                        "/users/me/api_keys/" + name + "/rotate?wait=false", Map.of("retain_period_minutes", 0)),
                200);
        if (rotated == null) {
            told.uncertain().incrementAndGet();
            return;
        }
        commands.incrementAndGet();
        told.rotations().incrementAndGet();
        exchange(rotated.text("key"));
        if (ask(() -> maker.patch("/users/me/api_keys/" + name + "?wait=false", Map.of("active", false)), 200)
                != null) {
            commands.incrementAndGet();
            deactivated.add(rotated.text("key"));
            ask(
                    () -> Client.at(fleet.url())
                            .from(Unique.ip())
                            .bearer(rotated.text("key"))
                            .get("/oauth2/verify"),
                    401);
        }
    }

    private void exchange(String key) {
        Answer minted =
                ask(() -> Client.at(fleet.url()).from(Unique.ip()).form("/auth/login", Map.of("password", key)), 200);
        if (minted != null) {
            exchanges.add(jti(minted.text("access_token")));
        }
    }

    /** The response if it has the expected status; otherwise null. Records a status other than 503 as unexpected. */
    private Answer ask(Supplier<Answer> question, int expected) {
        Instant asked = Instant.now();
        try {
            Answer answer = question.get();
            if (answer.status() == expected) {
                return answer;
            }
            if (answer.status() == 503) {
                unavailable.incrementAndGet();
            } else {
                unexpected.add(answer.status() + " instead of " + expected + ": " + answer.body());
            }
            return null;
        } catch (UncheckedIOException broken) {
            unexpected.add(broken.toString());
            return null;
        } finally {
            slowestMs.accumulateAndGet(Duration.between(asked, Instant.now()).toMillis(), Math::max);
        }
    }

    /** Acknowledged changes exist exactly once, others at most once, and no caller waited long. */
    public void requireNothingLost() {
        assertThat(unexpected).as(fleet::errors).isEmpty();
        assertThat(slowestMs.get()).isLessThan(MAX_RESPONSE_TIME.toMillis());
        List<RecordedEvent> events = fleet.events();
        Map<String, String> made = new HashMap<>();
        Map<String, Integer> rotations = new HashMap<>();
        Map<String, Integer> minted = new HashMap<>();
        for (RecordedEvent event : events) {
            switch (event.type()) {
                case "token.created" -> {
                    assertThat(made.put(event.text("name"), event.aggregateId()))
                            .as(event.text("name"))
                            .isNull();
                }
                case "token.rotated" -> rotations.merge(event.aggregateId(), 1, Integer::sum);
                case "token.used" ->
                    minted.merge(event.payload().at("/minted/jti").asString(""), 1, Integer::sum);
                default -> {}
            }
        }
        keys.forEach((name, told) -> assertThat(rotations.getOrDefault(made.get(name), 0))
                .as(name)
                .isBetween(
                        told.rotations().get(),
                        told.rotations().get() + told.uncertain().get()));
        assertThat(made).containsKeys(keys.keySet().toArray(String[]::new));
        exchanges.forEach(jti -> assertThat(minted.get(jti)).as(jti).isEqualTo(1));
        for (String key : deactivated) {
            for (SideProcess process : fleet.commands) {
                Client holder = Client.at(process.url()).bearer(key);
                int status = Awaitility.await()
                        .until(() -> holder.get("/oauth2/verify").status(), answer -> answer != 503);
                assertThat(status).isEqualTo(401);
            }
        }
        System.out.printf(
                "%d commands, %d uses and %d exchanges acknowledged, %d answers 503, the slowest after %d ms%n",
                commands.get(), uses.get(), exchanges.size(), unavailable.get(), slowestMs.get());
    }

    private static String jti(String jwt) {
        return JsonMapper.shared()
                .readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]))
                .get("jti")
                .asString();
    }

    @Override
    public void close() {
        stopped = true;
        callers.shutdownNow();
    }
}
