package io.tokenledger.allinone.simulation;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Unique;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Owners' steps with their API keys, and holders' steps with the values. */
final class KeySteps {
    private static final List<String> NAMES =
            List.of("ci", "CI", "laptop", "nightly", "caf\u00e9", "CAF\u00c9", "jupyter");

    private final SimulationState world;

    KeySteps(SimulationState world) {
        this.world = world;
    }

    void create() {
        int user = world.anyUser();
        String name = ReferenceModel.any(NAMES, world.random);
        Map<String, Object> body = new HashMap<>(Map.of("name", name));
        Instant end = null;
        if (world.random.nextInt(3) == 0) {
            end = world.now().plus(Duration.ofMinutes(1 + world.random.nextInt(50)));
            body.put("expires_at", end.toString());
        }
        boolean taken = world.model.nameTaken(user, name, null);
        Answer answer = world.users.get(user).post("/users/me/api_keys", body);
        world.expect(answer, taken ? 409 : 201);
        if (!taken) {
            world.model.keys.add(new ReferenceModel.Key(user, answer.text("id"), name, answer.text("key"), end));
        }
    }

    void rename() {
        ReferenceModel.Key key = any();
        String name = ReferenceModel.any(NAMES, world.random);
        boolean taken = world.model.nameTaken(key.user, name, key);
        Answer answer = owner(key).patch(path(key), Map.of("name", name));
        world.expect(answer, key.deleted ? 404 : taken ? 409 : 200);
        if (answer.status() == 200) {
            key.name = name;
        }
    }

    void rotate() {
        ReferenceModel.Key key = any();
        int retention = world.random.nextBoolean() ? 0 : 1 + world.random.nextInt(30);
        Map<String, Object> body = new HashMap<>(Map.of("retain_period_minutes", retention));
        boolean prolonged = world.random.nextInt(3) == 0;
        Instant end = prolonged ? world.now().plus(Duration.ofMinutes(60)) : null;
        if (prolonged) {
            body.put("expires_at", end.toString());
        }
        boolean expired = key.expired(world.now());
        Answer answer = owner(key).post(path(key) + "/rotate", body);
        if (expired == key.expired(world.now())) {
            world.expect(answer, key.deleted ? 404 : expired && !prolonged ? 422 : 200);
        }
        if (answer.status() == 200) {
            key.rotate(answer.text("key"), Duration.ZERO, world.now(), end);
            String until = answer.text("previous_key_valid_until");
            key.retainedUntil = retention == 0 ? null : Instant.parse(until);
        }
    }

    void activate() {
        ReferenceModel.Key key = any();
        Answer answer = owner(key).patch(path(key), Map.of("active", true));
        boolean forbidden = !key.active && key.endedByAdministrator;
        world.expect(answer, key.deleted ? 404 : forbidden ? 403 : 200);
        if (answer.status() == 200) {
            key.activate();
        }
    }

    void deactivate() {
        ReferenceModel.Key key = any();
        world.expect(owner(key).patch(path(key), Map.of("active", false)), key.deleted ? 404 : 200);
        if (!key.deleted) {
            key.deactivate(false, null);
        }
    }

    void delete() {
        ReferenceModel.Key key = any();
        world.expect(owner(key).delete(path(key)), key.deleted ? 404 : 200);
        key.deleted = true;
    }

    void use() {
        ReferenceModel.Key key = any();
        int generation = 1 + world.random.nextInt(key.values.size());
        Client holder = Client.of(world.ledger).from(Unique.ip()).bearer(key.values.get(generation - 1));
        world.check(
                () -> key.accepts(generation, world.now()),
                () -> holder.get("/oauth2/verify").status() == 200);
    }

    private ReferenceModel.Key any() {
        return ReferenceModel.any(world.model.keys, world.random);
    }

    private Client owner(ReferenceModel.Key key) {
        return world.users.get(key.user);
    }

    private static String path(ReferenceModel.Key key) {
        return "/users/me/api_keys/" + key.id;
    }
}
