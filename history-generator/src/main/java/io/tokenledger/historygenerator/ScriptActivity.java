package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the owners of keys let their scripts do: a few requests, or many of the same kind in a row. */
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
    private static final int PATIENCE = 2;

    /** Per cent of requests that go to the usual targets; the others go to all routes in turn. */
    private static final int USUAL = 85;

    private final GeneratorContext stage;
    private final SeededRandom chance;
    private final KeyLifecycle keyLives;
    private int turn;

    ScriptActivity(GeneratorContext stage, KeyLifecycle keyLives) {
        this.stage = stage;
        this.chance = stage.chance;
        this.keyLives = keyLives;
    }

    /** One run of a script that holds the key. */
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

    /** A few things, one after the other. */
    private void browse(long now, GeneratedCredential presented, GeneratedClient client) {
        long at = now;
        for (int left = 1 + chance.below(3); left > 0; left--) {
            String target = target();
            stage.agenda.at(at, then -> burst(then, presented, Channel.BEARER, client, target));
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

    /** The one that the scripts have, or another; null where the key is good no longer. */
    private @Nullable GeneratedApiToken apiToken(long now, GeneratedKey key, GeneratedClient client) {
        GeneratedApiToken token = key.apiToken;
        if (token == null || token.expiresAt() < now + 5 * EpochMillis.MINUTE || token.generation() != key.held) {
            token = stage.door.exchange(now, GeneratedCredential.held(key), client.request(stage.ids), null);
            key.apiToken = token;
        }
        return token;
    }

    /** At a workspace with the key itself, or with an API token about which the workspace asks the ledger. */
    private void visitWorkspace(long now, GeneratedKey key, GeneratedClient client) {
        GeneratedWorkspace workspace = workspaceOf(key.owner);
        if (workspace == null) {
            browse(now, GeneratedCredential.held(key), client);
        } else if (chance.percent(40)) {
            stage.door.enter(
                    now, GeneratedCredential.held(key), Channel.WORKSPACE, client.request(stage.ids), workspace);
        } else {
            GeneratedApiToken control = chance.percent(50) ? apiToken(now, key, client) : null;
            GeneratedCredential shown =
                    control == null ? GeneratedCredential.held(key) : new GeneratedCredential.Minted(control);
            GeneratedApiToken token = stage.door.exchange(now, shown, client.request(stage.ids), workspace);
            if (token != null) {
                stage.agenda.at(
                        now + chance.between(100, EpochMillis.MINUTE), then -> introspect(then, token, workspace));
            }
        }
    }

    private void introspect(long now, GeneratedApiToken token, GeneratedWorkspace workspace) {
        GeneratedOrigin origin = workspace.service.request(stage.ids);
        stage.door.enter(now, new GeneratedCredential.Minted(token), Channel.INTROSPECTION, origin, workspace);
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

    /** A script that makes itself a further key. */
    private void createByKey(long now, GeneratedKey key, GeneratedClient client) {
        stage.agenda.at(now, at -> {
            GeneratedOrigin origin = client.request(stage.ids);
            GeneratedCredential shown = GeneratedCredential.held(key);
            if (stage.door.show(at, shown, Channel.BEARER, origin, "POST /users/me/api_keys")) {
                keyLives.create(at, key.owner, key.owner, key, ChangeMetadata.credential(shown, key, origin));
            }
        });
    }

    /** The same request again and again, until it was refused a few times. */
    void burst(
            long now, GeneratedCredential presented, Channel channel, GeneratedClient client, @Nullable String target) {
        int often = chance.percent(60) ? 1 : chance.percent(75) ? 2 + chance.below(6) : 8 + chance.below(25);
        new Burst(presented, channel, client, target, often, chance.between(300, 5 * EpochMillis.SECOND)).happen(now);
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
                int often,
                long pause) {
            this.presented = presented;
            this.channel = channel;
            this.client = client;
            this.target = target;
            this.left = often;
            this.pause = pause;
        }

        @Override
        public void happen(long now) {
            boolean good = stage.door.show(now, presented, channel, client.request(stage.ids), target);
            refusals += good ? 0 : 1;
            left--;
            if (left > 0 && refusals <= PATIENCE) {
                stage.agenda.at(now + pause + chance.below(300), this);
            }
        }
    }
}
