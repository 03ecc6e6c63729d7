package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who has found a key that is not theirs. */
final class Attacker {
    private final GeneratorContext stage;
    private final IncidentParticipants cast;
    private final List<GeneratedClient> clients;

    /** The API token that the stranger got last. */
    private @Nullable GeneratedApiToken token;

    Attacker(GeneratorContext stage, IncidentParticipants cast) {
        this.stage = stage;
        this.cast = cast;
        this.clients = List.of(
                new GeneratedClient(stage.places.host(stage.places.stranger()), "python-httpx/0.28.1"),
                new GeneratedClient(stage.places.host(stage.places.strangerV6()), "python-httpx/0.28.1"),
                new GeneratedClient(stage.places.host(stage.places.stranger()), "Go-http-client/2.0"));
    }

    List<String> addresses() {
        return clients.stream().map(GeneratedClient::ip).toList();
    }

    /** Looks around with the value of this generation, from one of three places. */
    void lookAround(long now, GeneratedKey key, int generation, int place) {
        GeneratedClient client = clients.get(place);
        GeneratedCredential value = new GeneratedCredential.Value(key, generation);
        repeat(now, value, client, "GET /users/me", 3 + stage.chance.below(20));
        stage.agenda.at(now + 50 * EpochMillis.SECOND, then -> exchange(then, value, client));
    }

    private void exchange(long now, GeneratedCredential value, GeneratedClient client) {
        GeneratedApiToken minted = stage.door.exchange(now, value, client.request(stage.ids), null);
        if (minted == null) {
            return;
        }
        token = minted;
        repeat(
                now + EpochMillis.SECOND,
                new GeneratedCredential.Minted(minted),
                client,
                "GET /organizations",
                1 + stage.chance.below(6));
        GeneratedWorkspace workspace = stage.chance.pick(cast.organization.workspaces);
        stage.agenda.at(now + 20 * EpochMillis.SECOND, then -> {
            GeneratedApiToken entry = stage.door.exchange(then, value, client.request(stage.ids), workspace);
            if (entry != null) {
                cast.introspect(then + 2 * EpochMillis.SECOND, entry);
            }
        });
    }

    /** Comes back with the API token from before. */
    void showApiToken(long now, int place) {
        GeneratedApiToken last = token;
        if (last != null) {
            repeat(now, new GeneratedCredential.Minted(last), clients.get(place), "GET /workspaces", 3);
        }
    }

    /**
     * Makes another key of this one, to have it when this one is gone. Service accounts may do so no longer; the history
     * is of a ledger that let them.
     */
    @Nullable
    GeneratedKey createChild(long now, GeneratedKey key, String name, int place) {
        GeneratedOrigin origin = clients.get(place).request(stage.ids);
        GeneratedCredential value = GeneratedCredential.newest(key);
        return stage.door.show(now, value, Channel.BEARER, origin, IncidentParticipants.CREATE)
                ? cast.create(now, name, key, ChangeMetadata.credential(value, key, origin))
                : null;
    }

    private void repeat(long now, GeneratedCredential presented, GeneratedClient client, String target, int times) {
        long at = now;
        for (int left = times; left > 0; left--) {
            stage.agenda.at(
                    at, then -> stage.door.show(then, presented, Channel.BEARER, client.request(stage.ids), target));
            at += stage.chance.between(800, 2 * EpochMillis.SECOND);
        }
    }
}
