package io.tokenledger.allinone.simulation;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Steps with API tokens: those of keys, and sessions. */
final class ApiTokenSteps {
    private final SimulationState world;

    ApiTokenSteps(SimulationState world) {
        this.world = world;
    }

    void exchange() {
        ReferenceModel.Key key = ReferenceModel.any(world.model.keys, world.random);
        int generation = 1 + world.random.nextInt(key.values.size());
        Map<String, String> form = Map.of("password", key.values.get(generation - 1));
        world.check(() -> key.accepts(generation, world.now()), () -> {
            Answer login = Client.of(world.ledger).from(Unique.ip()).form("/auth/login", form);
            if (login.status() == 200) {
                Jwt jwt = Jwt.of(login.text("access_token"));
                world.model.apiTokens.add(new ReferenceModel.ApiToken(key, generation, jwt));
            }
            return login.status() == 200;
        });
    }

    void use() {
        List<ReferenceModel.ApiToken> tokens = world.model.apiTokens;
        if (!tokens.isEmpty()) {
            ReferenceModel.ApiToken token = ReferenceModel.any(tokens, world.random);
            world.check(() -> token.isAccepted(world.now()), () -> isAccepted(token.jwt));
        }
    }

    void revoke() {
        List<ReferenceModel.ApiToken> tokens = world.model.apiTokens;
        if (!tokens.isEmpty()) {
            ReferenceModel.ApiToken token = ReferenceModel.any(tokens, world.random);
            world.expect(revoke(token.jwt), 200);
            token.revoked |= token.jwt.isCurrent(world.now());
        }
    }

    void signIn() {
        int user = world.anyUser();
        Answer login = Client.of(world.ledger)
                .form(
                        "/auth/login",
                        Map.of("username", world.users.get(user).username(), "password", LedgerUnderTest.PASSWORD));
        world.expect(login, 200);
        world.model.sessions.add(new ReferenceModel.Session(user, Jwt.of(login.text("access_token"))));
    }

    void useSession() {
        if (!world.model.sessions.isEmpty()) {
            ReferenceModel.Session session = ReferenceModel.any(world.model.sessions, world.random);
            world.check(() -> session.isAccepted(world.now()), () -> isAccepted(session.jwt));
        }
    }

    /** The owner ends a session by its id, or the holder revokes the API token. */
    void endSession() {
        if (world.model.sessions.isEmpty()) {
            return;
        }
        ReferenceModel.Session session = ReferenceModel.any(world.model.sessions, world.random);
        if (world.random.nextBoolean()) {
            world.expect(revoke(session.jwt), 200);
            session.ended |= session.jwt.isCurrent(world.now());
        } else {
            Client user = world.users.get(session.user);
            world.check(
                    () -> world.now().isBefore(session.jwt.expiresAt()),
                    () -> user.delete("/users/me/sessions/" + session.jwt.id()).status() == 200);
            session.ended = true;
        }
    }

    void endAllSessions() {
        int user = world.anyUser();
        world.expect(world.users.get(user).delete("/users/me/sessions"), 200);
        world.model.endSessions(user);
        world.expect(world.users.get(user).get("/users/me"), 401);
        world.users.set(user, world.users.get(user).again());
    }

    /** The listing contains every session that is accepted, and none that has ended. */
    void compareSessions() {
        for (int user = 0; user < SimulationState.USERS; user++) {
            int owner = user;
            Set<String> listed = world.users
                    .get(user)
                    .get("/users/me/sessions?size=500")
                    .requireStatus(200)
                    .json()
                    .get("items")
                    .valueStream()
                    .map(item -> item.get("jti"))
                    .map(JsonNode::asString)
                    .collect(Collectors.toSet());
            world.model.sessions.stream()
                    .filter(session -> session.user == owner)
                    .forEach(session -> world.check(
                            () -> !session.ended && world.now().isBefore(session.jwt.expiresAt()),
                            () -> listed.contains(session.jwt.id())));
        }
    }

    private Answer revoke(Jwt jwt) {
        return Client.of(world.ledger).from(Unique.ip()).form("/oauth2/revoke", Map.of("token", jwt.value()));
    }

    private boolean isAccepted(Jwt jwt) {
        Client holder = Client.of(world.ledger).from(Unique.ip()).bearer(jwt.value());
        return holder.get("/users/me").status() == 200;
    }
}
