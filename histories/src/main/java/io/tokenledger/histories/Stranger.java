package io.tokenledger.histories;

import io.tokenledger.events.use.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who has found a key that is not theirs. */
final class Stranger {
    private final Stage stage;
    private final IncidentCast cast;
    private final List<Client> clients;

    /** The API token that the stranger got last. */
    private @Nullable ApiToken token;

    Stranger(Stage stage, IncidentCast cast) {
        this.stage = stage;
        this.cast = cast;
        this.clients = List.of(
                new Client(stage.places.host(stage.places.stranger()), "python-httpx/0.28.1"),
                new Client(stage.places.host(stage.places.strangerV6()), "python-httpx/0.28.1"),
                new Client(stage.places.host(stage.places.stranger()), "Go-http-client/2.0"));
    }

    List<String> addresses() {
        return clients.stream().map(Client::ip).toList();
    }

    /** Looks around with the value of this generation, from one of three places. */
    void lookAround(long now, KeyModel key, int generation, int place) {
        Client client = clients.get(place);
        Presented value = new Presented.Value(key, generation);
        repeat(now, value, client, "GET /users/me", 3 + stage.chance.below(20));
        stage.agenda.at(now + 50 * Time.SECOND, then -> exchange(then, value, client));
    }

    private void exchange(long now, Presented value, Client client) {
        ApiToken minted = stage.door.exchange(now, value, client.request(stage.ids), null);
        if (minted == null) {
            return;
        }
        token = minted;
        repeat(
                now + Time.SECOND,
                new Presented.Minted(minted),
                client,
                "GET /organizations",
                1 + stage.chance.below(6));
        WorkspaceModel workspace = stage.chance.pick(cast.organization.workspaces);
        stage.agenda.at(now + 20 * Time.SECOND, then -> {
            ApiToken entry = stage.door.exchange(then, value, client.request(stage.ids), workspace);
            if (entry != null) {
                cast.introspect(then + 2 * Time.SECOND, entry);
            }
        });
    }

    /** Comes back with the API token from before. */
    void showApiToken(long now, int place) {
        ApiToken last = token;
        if (last != null) {
            repeat(now, new Presented.Minted(last), clients.get(place), "GET /workspaces", 3);
        }
    }

    /**
     * Makes another key of this one, to have it when this one is gone. Service accounts may do so no longer; the history
     * is of a ledger that let them.
     */
    @Nullable
    KeyModel createChild(long now, KeyModel key, String name, int place) {
        Origin origin = clients.get(place).request(stage.ids);
        Presented value = Presented.newest(key);
        return stage.door.show(now, value, Channel.BEARER, origin, IncidentCast.CREATE)
                ? cast.create(now, name, key, Causes.credential(value, key, origin))
                : null;
    }

    private void repeat(long now, Presented presented, Client client, String target, int times) {
        long at = now;
        for (int left = times; left > 0; left--) {
            stage.agenda.at(
                    at, then -> stage.door.show(then, presented, Channel.BEARER, client.request(stage.ids), target));
            at += stage.chance.between(800, 2 * Time.SECOND);
        }
    }
}
