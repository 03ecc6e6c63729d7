package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attacker that uses a leaked key. */
final class Attacker {
    private final GeneratorContext stage;
    private final IncidentParticipants cast;
    private final List<GeneratedClient> clients;

    /** The API token of the attacker's last successful exchange. */
    private @Nullable GeneratedApiToken token;

    Attacker(GeneratorContext stage, IncidentParticipants cast) {
        this.stage = stage;
        this.cast = cast;
        this.clients = List.of(
                new GeneratedClient(stage.networks.host(stage.networks.attacker()), "python-httpx/0.28.1"),
                new GeneratedClient(stage.networks.host(stage.networks.attackerV6()), "python-httpx/0.28.1"),
                new GeneratedClient(stage.networks.host(stage.networks.attacker()), "Go-http-client/2.0"));
    }

    List<String> addresses() {
        return clients.stream().map(GeneratedClient::ip).toList();
    }

    /** Reads resources with the value of this generation, from one of three clients. */
    void lookAround(long now, GeneratedKey key, int generation, int place) {
        GeneratedClient client = clients.get(place);
        GeneratedCredential value = new GeneratedCredential.Value(key, generation);
        repeat(now, value, client, "GET /users/me", 3 + stage.random.below(20));
        stage.schedule.at(now + 50 * EpochMillis.SECOND, then -> exchange(then, value, client));
    }

    private void exchange(long now, GeneratedCredential value, GeneratedClient client) {
        GeneratedApiToken minted = stage.usage.exchange(now, value, client.request(stage.ids), null);
        if (minted == null) {
            return;
        }
        token = minted;
        repeat(
                now + EpochMillis.SECOND,
                new GeneratedCredential.Minted(minted),
                client,
                "GET /organizations",
                1 + stage.random.below(6));
        GeneratedWorkspace workspace = stage.random.pick(cast.organization.workspaces);
        stage.schedule.at(now + 20 * EpochMillis.SECOND, then -> {
            GeneratedApiToken entry = stage.usage.exchange(then, value, client.request(stage.ids), workspace);
            if (entry != null) {
                cast.introspect(then + 2 * EpochMillis.SECOND, entry);
            }
        });
    }

    /** Presents the API token of the last exchange again. */
    void showApiToken(long now, int place) {
        GeneratedApiToken last = token;
        if (last != null) {
            repeat(now, new GeneratedCredential.Minted(last), clients.get(place), "GET /workspaces", 3);
        }
    }

    /**
     * Creates another key with this key, so that the attacker keeps access when this key ends. The current ledger
     * forbids this to service accounts; the history is of a ledger that allowed it.
     */
    @Nullable
    GeneratedKey createChild(long now, GeneratedKey key, String name, int place) {
        GeneratedOrigin origin = clients.get(place).request(stage.ids);
        GeneratedCredential value = GeneratedCredential.newest(key);
        return stage.usage.show(now, value, Channel.BEARER, origin, IncidentParticipants.CREATE)
                ? cast.create(now, name, key, ChangeMetadata.credential(value, key, origin))
                : null;
    }

    private void repeat(long now, GeneratedCredential presented, GeneratedClient client, String target, int times) {
        long at = now;
        for (int left = times; left > 0; left--) {
            stage.schedule.at(
                    at, then -> stage.usage.show(then, presented, Channel.BEARER, client.request(stage.ids), target));
            at += stage.random.between(800, 2 * EpochMillis.SECOND);
        }
    }
}
