package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Script traffic with keys: a few requests, or bursts of the same request. */
final class ScriptActivity {
    private static final List<String> USUAL_TARGETS = List.of(
            "GET /users/me",
            "GET /organizations",
            "GET /workspaces",
            "GET /workspaces/{id}",
            "GET /users/me/api_keys",
            "GET /organizations/{id}",
            "GET /ledger/tokens");
    private static final List<String> PROXIED =
            List.of("GET models.example.org/predict", "POST models.example.org/predict", "GET grafana.example.org/");
    private static final int MAX_REFUSALS = 2;

    /** Share of requests to the usual targets, in percent. The other requests go to all routes in turn. */
    private static final int USUAL = 85;

    private final GeneratorContext stage;
    private final SeededRandom chance;
    private final KeyLifecycle keyLives;
    private int turn;

    ScriptActivity(GeneratorContext stage, KeyLifecycle keyLives) {
        this.stage = stage;
        this.chance = stage.random;
        this.keyLives = keyLives;
    }

    /** Runs a script once with the key. */
    void run(long now, GeneratedKey key, GeneratedClient client) {
        switch (key.habit) {
            case EXCHANGED -> {
                GeneratedApiToken token = apiToken(now, key, client);
                if (token != null) {
                    browse(now, new GeneratedCredential.Minted(token), client);
                }
            }
            case BEARER -> browse(now, GeneratedCredential.held(key), client);
            case PROXIED ->
                burst(now, GeneratedCredential.held(key), Channel.FORWARD_AUTH, client, chance.pick(PROXIED));
            case WORKSPACE -> visitWorkspace(now, key, client);
        }
        if (key.owner.isPerson() && key.habit == GeneratedKey.Habit.BEARER && chance.percent(1)) {
            createByKey(now + EpochMillis.MINUTE, key, client);
        }
    }

    /** Requests one to three targets, one after the other. */
    private void browse(long now, GeneratedCredential presented, GeneratedClient client) {
        long at = now;
        for (int left = 1 + chance.below(3); left > 0; left--) {
            String target = target();
            stage.schedule.at(at, then -> burst(then, presented, Channel.BEARER, client, target));
            at += chance.between(EpochMillis.SECOND, 40 * EpochMillis.SECOND);
        }
    }

    private String target() {
        if (chance.percent(USUAL)) {
            return chance.pick(USUAL_TARGETS);
        }
        turn = (turn + 1) % RouteTargets.TARGETS.size();
        return RouteTargets.TARGETS.get(turn);
    }

    /** The API token that the scripts hold, or a new one; null if the exchange is refused. */
    private @Nullable GeneratedApiToken apiToken(long now, GeneratedKey key, GeneratedClient client) {
        GeneratedApiToken token = key.apiToken;
        if (token == null || token.expiresAt() < now + 5 * EpochMillis.MINUTE || token.generation() != key.held) {
            token = stage.usage.exchange(now, GeneratedCredential.held(key), client.request(stage.ids), null);
            key.apiToken = token;
        }
        return token;
    }

    /** Enters a workspace with the key, or with an API token that the workspace introspects. */
    private void visitWorkspace(long now, GeneratedKey key, GeneratedClient client) {
        GeneratedWorkspace workspace = workspaceOf(key.owner);
        if (workspace == null) {
            browse(now, GeneratedCredential.held(key), client);
        } else if (chance.percent(40)) {
            stage.usage.enter(
                    now, GeneratedCredential.held(key), Channel.WORKSPACE, client.request(stage.ids), workspace);
        } else {
            GeneratedApiToken control = chance.percent(50) ? apiToken(now, key, client) : null;
            GeneratedCredential shown =
                    control == null ? GeneratedCredential.held(key) : new GeneratedCredential.Minted(control);
            GeneratedApiToken token = stage.usage.exchange(now, shown, client.request(stage.ids), workspace);
            if (token != null) {
                stage.schedule.at(
                        now + chance.between(100, EpochMillis.MINUTE), then -> introspect(then, token, workspace));
            }
        }
    }

    private void introspect(long now, GeneratedApiToken token, GeneratedWorkspace workspace) {
        GeneratedOrigin origin = workspace.service.request(stage.ids);
        stage.usage.enter(now, new GeneratedCredential.Minted(token), Channel.INTROSPECTION, origin, workspace);
    }

    private @Nullable GeneratedWorkspace workspaceOf(GeneratedAccount account) {
        for (GeneratedOrganization organization : account.binding()) {
            for (GeneratedWorkspace workspace : organization.workspaces) {
                if (GeneratedAdmission.mayEnter(account, workspace)) {
                    return workspace;
                }
            }
        }
        return null;
    }

    /** A script creates another key with its key. */
    private void createByKey(long now, GeneratedKey key, GeneratedClient client) {
        stage.schedule.at(now, at -> {
            GeneratedOrigin origin = client.request(stage.ids);
            GeneratedCredential shown = GeneratedCredential.held(key);
            if (stage.usage.show(at, shown, Channel.BEARER, origin, "POST /users/me/api_keys")) {
                keyLives.create(at, key.owner, key.owner, key, ChangeMetadata.credential(shown, key, origin));
            }
        });
    }

    /** Repeats the same request until it has been refused three times. */
    void burst(
            long now, GeneratedCredential presented, Channel channel, GeneratedClient client, @Nullable String target) {
        int often = chance.percent(60) ? 1 : chance.percent(75) ? 2 + chance.below(6) : 8 + chance.below(25);
        new Burst(presented, channel, client, target, often, chance.between(300, 5 * EpochMillis.SECOND)).run(now);
    }

    private final class Burst implements ActionSchedule.Task {
        private final GeneratedCredential presented;
        private final Channel channel;
        private final GeneratedClient client;
        private final @Nullable String target;
        private final long pause;
        private int left;
        private int refusals;

        Burst(
                GeneratedCredential presented,
                Channel channel,
                GeneratedClient client,
                @Nullable String target,
                int left,
                long pause) {
            this.presented = presented;
            this.channel = channel;
            this.client = client;
            this.target = target;
            this.left = left;
            this.pause = pause;
        }

        @Override
        public void run(long now) {
            boolean good = stage.usage.show(now, presented, channel, client.request(stage.ids), target);
            refusals += good ? 0 : 1;
            left--;
            if (left > 0 && refusals <= MAX_REFUSALS) {
                stage.schedule.at(now + pause + chance.below(300), this);
            }
        }
    }
}
