package io.tokenledger.allinone.simulation;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Administrators' steps: staged bulk operations, and changes of accounts while their owners create keys. */
final class AdministratorSteps {
    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";

    private final SimulationState world;

    AdministratorSteps(SimulationState world) {
        this.world = world;
    }

    void deactivateByOwner() {
        int user = world.anyUser();
        deactivate(
                Map.of("filter", Map.of("owner", world.userIds.get(user)), "reason", "simulated"),
                world.model.living(user));
    }

    void deactivateByValue() {
        ReferenceModel.Key key = ReferenceModel.any(world.model.keys, world.random);
        deactivate(
                Map.of("values", List.of(key.values.getLast()), "reason", "simulated"),
                key.deleted ? List.of() : List.of(key));
    }

    private void deactivate(Map<String, ?> body, List<ReferenceModel.Key> expected) {
        Answer answer = world.ledger.admin().post(DEACTIVATIONS, body);
        world.expect(answer, 200);
        world.expect(answer.json().get("deactivated").asInt(), expected.size());
        String id = answer.text("id");
        expected.forEach(key -> key.deactivate(true, id));
        world.model.deactivations.add(id);
    }

    void restore() {
        stage("restorations", "restored", ReferenceModel.Key::activate);
    }

    void delete() {
        stage("deletions", "deleted", key -> key.deleted = true);
    }

    private void stage(String route, String count, Consumer<ReferenceModel.Key> effect) {
        if (!world.model.deactivations.isEmpty()) {
            String id = ReferenceModel.any(world.model.deactivations, world.random);
            List<ReferenceModel.Key> expected = world.model.of(id);
            Answer answer = world.ledger.admin().post(DEACTIVATIONS + "/" + id + "/" + route, Map.of());
            world.expect(answer, 200);
            world.expect(answer.json().get(count).asInt(), expected.size());
            expected.forEach(effect);
        }
    }

    /** Keys created concurrently may or may not exist; afterwards every credential of the account is refused. */
    void deactivateAccountWhileKeysAreCreated() {
        int user = world.anyUser();
        Client owner = world.users.get(user);
        String account = "/users/" + world.userIds.get(user);
        AtomicInteger turn = new AtomicInteger();
        List<Answer> answers = Concurrently.run(4, () -> {
            int number = turn.getAndIncrement();
            return number == 1
                    ? world.ledger.admin().patch(account, Map.of("active", false))
                    : owner.post("/users/me/api_keys", Map.of("name", "raced-" + world.step + "-" + number));
        });
        List<Answer> created =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        created.forEach(answer -> world.expect(bearer(answer).get("/users/me"), 401));
        world.expect(owner.get("/users/me"), 401);
        world.model.endSessions(user);
        world.expect(world.ledger.admin().patch(account, Map.of("active", true)), 200);
        world.users.set(user, owner.again());
        created.forEach(answer -> {
            world.expect(bearer(answer).get("/users/me"), 200);
            world.expect(world.users.get(user).delete("/users/me/api_keys/" + answer.text("id")), 200);
        });
    }

    private Client bearer(Answer created) {
        return Client.of(world.ledger).bearer(created.text("key"));
    }
}
