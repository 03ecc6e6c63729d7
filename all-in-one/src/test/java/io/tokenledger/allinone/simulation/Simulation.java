package io.tokenledger.allinone.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;

/** Does random things to a ledger and to the model, and compares after each. */
public final class Simulation {
    private static final int USERS = 3;
    private static final List<String> NAMES =
            List.of("ci", "CI", "laptop", "nightly", "caf\u00e9", "CAF\u00c9", "jupyter");

    private final long seed;
    private final Random random;
    private final Model model = new Model();
    private final List<Client> users = new ArrayList<>();
    private LedgerUnderTest ledger;
    private Duration travelled = Duration.ZERO;
    private int checked;
    private int step;

    public Simulation(long seed, LedgerUnderTest ledger) {
        this.seed = seed;
        this.random = new Random(seed);
        this.ledger = ledger;
        for (int i = 0; i < USERS; i++) {
            users.add(ledger.newUser());
        }
    }

    /** The same data after a restart; the new ledger's clock is where the old one's was. */
    public void goOnWith(LedgerUnderTest restarted) {
        ledger = restarted;
        ledger.clock().travel(travelled);
        users.replaceAll(user -> new Client(ledger.url(), user.headers(), user.username()).again());
    }

    public void run(int steps) {
        for (int end = step + steps; step < end; step++) {
            if (model.keys.isEmpty()) {
                create();
                continue;
            }
            switch (random.nextInt(20)) {
                case 0, 1 -> create();
                case 2 -> rename();
                case 3, 4 -> rotate();
                case 5 -> setActive(false);
                case 6 -> setActive(true);
                case 7 -> delete();
                case 8 -> travel();
                case 9, 10 -> exchange();
                default -> use();
            }
        }
    }

    public int checked() {
        return checked;
    }

    private void create() {
        int user = random.nextInt(USERS);
        String name = NAMES.get(random.nextInt(NAMES.size()));
        Map<String, Object> body = new HashMap<>(Map.of("name", name));
        Instant end = null;
        if (random.nextInt(3) == 0) {
            end = now().plus(Duration.ofMinutes(1 + random.nextInt(50)));
            body.put("expires_at", end.toString());
        }
        boolean taken = model.nameTaken(user, name, null);
        Answer answer = users.get(user).post("/users/me/api_keys", body);
        expect(answer, taken ? 409 : 201);
        if (!taken) {
            model.keys.add(new Model.Key(user, answer.text("id"), name, answer.text("key"), end));
        }
    }

    private void rename() {
        Model.Key key = model.any(random);
        String name = NAMES.get(random.nextInt(NAMES.size()));
        boolean taken = model.nameTaken(key.user, name, key);
        Answer answer = users.get(key.user).patch("/users/me/api_keys/" + key.id, Map.of("name", name));
        expect(answer, key.deleted ? 404 : taken ? 409 : 200);
        if (answer.status() == 200) {
            key.name = name;
        }
    }

    private void rotate() {
        Model.Key key = model.any(random);
        int retention = random.nextBoolean() ? 0 : 1 + random.nextInt(30);
        Map<String, Object> body = new HashMap<>(Map.of("retain_period_minutes", retention));
        boolean prolonged = random.nextInt(3) == 0;
        Instant end = prolonged ? now().plus(Duration.ofMinutes(60)) : null;
        if (prolonged) {
            body.put("expires_at", end.toString());
        }
        boolean expired = key.expired(now());
        Answer answer = users.get(key.user).post("/users/me/api_keys/" + key.id + "/rotate", body);
        if (expired == key.expired(now())) {
            expect(answer, key.deleted ? 404 : expired && !prolonged ? 422 : 200);
        }
        if (answer.status() == 200) {
            key.rotate(answer.text("key"), Duration.ZERO, now(), end);
            String until = answer.text("previous_key_valid_until");
            key.retainedUntil = retention == 0 ? null : Instant.parse(until);
        }
    }

    private void setActive(boolean active) {
        Model.Key key = model.any(random);
        Answer answer = users.get(key.user).patch("/users/me/api_keys/" + key.id, Map.of("active", active));
        expect(answer, key.deleted ? 404 : 200);
        key.active = key.deleted ? key.active : active;
    }

    private void delete() {
        Model.Key key = model.any(random);
        expect(users.get(key.user).delete("/users/me/api_keys/" + key.id), key.deleted ? 404 : 200);
        key.deleted = true;
    }

    private void travel() {
        Duration distance = Duration.ofSeconds(random.nextInt(900) - 60);
        ledger.clock().travel(distance);
        travelled = travelled.plus(distance);
        users.replaceAll(Client::again);
    }

    private void use() {
        Model.Key key = model.any(random);
        int generation = 1 + random.nextInt(key.values.size());
        Client holder = Client.of(ledger).from(Unique.ip()).bearer(key.values.get(generation - 1));
        check(key, generation, () -> holder.get("/oauth2/verify").status() == 200);
    }

    private void exchange() {
        Model.Key key = model.any(random);
        int generation = 1 + random.nextInt(key.values.size());
        Client anybody = Client.of(ledger).from(Unique.ip());
        Map<String, String> form = Map.of("password", key.values.get(generation - 1));
        check(key, generation, () -> {
            Answer login = anybody.form("/auth/login", form);
            return login.status() == 200
                    && anybody.bearer(login.text("access_token"))
                                    .get("/users/me")
                                    .status()
                            == 200;
        });
    }

    /** Uses at the very edge of an instant are left out: the model does not know on which side the ledger read its clock. */
    private void check(Model.Key key, int generation, BooleanSupplier accepted) {
        boolean before = key.accepts(generation, now());
        boolean answer = accepted.getAsBoolean();
        if (before == key.accepts(generation, now())) {
            assertThat(answer).as(where()).isEqualTo(before);
            checked++;
        }
    }

    private void expect(Answer answer, int status) {
        assertThat(answer.status()).as(where() + ": " + answer.body()).isEqualTo(status);
        checked++;
    }

    public void compareListings() {
        for (int user = 0; user < USERS; user++) {
            Map<String, String> listed = new HashMap<>();
            users.get(user)
                    .get("/users/me/api_keys?size=500")
                    .demand(200)
                    .json()
                    .get("items")
                    .forEach(item -> listed.put(
                            item.get("id").asString(),
                            item.get("name").asString() + " "
                                    + item.get("state").asString() + " "
                                    + item.get("generation").asInt()));
            Map<String, String> expected = new HashMap<>();
            model.living(user)
                    .forEach(key -> expected.put(key.id, key.name + " " + key.state(now()) + " " + key.values.size()));
            assertThat(listed).as(where()).isEqualTo(expected);
        }
    }

    /** Of several processes none may reset what another one works on; there a replay beside the live tables does it. */
    public void replay() {
        if (ledger.applications().size() > 1) {
            return;
        }
        EventProcessingConfiguration processing = ledger.bean(EventProcessingConfiguration.class);
        for (String name : List.of("token-listing", "audit-trail", "account-listing")) {
            StreamingEventProcessor processor = processing
                    .eventProcessor(name, StreamingEventProcessor.class)
                    .orElseThrow();
            processor.shutDown();
            processor.resetTokens();
            processor.start();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> users.getFirst()
                        .get("/users/me/api_keys")
                        .header("X-Ledger-Lag-Ms")
                        .equals("0"));
    }

    private Instant now() {
        return ledger.clock().instant();
    }

    private String where() {
        return "seed " + seed + ", step " + step;
    }
}
