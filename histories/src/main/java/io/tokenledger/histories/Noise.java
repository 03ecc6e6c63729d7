package io.tokenledger.histories;

import io.tokenledger.events.use.Channel;
import java.util.List;

/** What should not work: scanners, wrong passwords, stale values, and keys where they do not belong. */
final class Noise {
    private static final List<String> SCANNERS =
            List.of("Go-http-client/1.1", "python-requests/2.28.1", "masscan/1.3", "zgrab/0.x");
    private static final int KNOWN_VALUES = 500;

    private final Stage stage;
    private final Chance chance;

    Noise(Stage stage) {
        this.stage = stage;
        this.chance = stage.chance;
    }

    void happen(long now) {
        switch (chance.below(10)) {
            case 0, 1 -> scan(now);
            case 2 -> signIn(now);
            case 3 -> show(now, stale());
            case 4 -> elsewhere(now);
            case 5 -> show(now, new Presented.Malformed(fingerprint()));
            default -> dead(now);
        }
    }

    private void scan(long now) {
        Client scanner = new Client(stage.places.host(stage.places.scanner()), chance.pick(SCANNERS));
        Channel channel = chance.pick(List.of(Channel.BEARER, Channel.BEARER, Channel.EXCHANGE, Channel.REVOCATION));
        long at = now;
        for (int left = 1 + chance.below(12); left > 0; left--) {
            Presented guess =
                    chance.percent(85) ? new Presented.Unknown(fingerprint()) : new Presented.Malformed(fingerprint());
            String target = channel == Channel.BEARER ? "GET /users/me" : null;
            stage.agenda.at(at, then -> stage.door.show(then, guess, channel, scanner.request(stage.ids), target));
            at += chance.between(500, 8 * Time.SECOND);
        }
    }

    private void signIn(long now) {
        AccountModel account = chance.pick(stage.world.people);
        Client client = chance.percent(70)
                ? chance.pick(account.browsers)
                : new Client(stage.places.host(stage.places.scanner()), chance.pick(SCANNERS));
        boolean known = chance.percent(75);
        long at = now;
        for (int left = 1 + chance.below(4); left > 0; left--) {
            stage.agenda.at(at, then -> stage.sessions.refuse(then, known ? account : null, client));
            at += chance.between(2 * Time.SECOND, 15 * Time.SECOND);
        }
    }

    /** A value from before a rotation, or one that the key never had. */
    private Presented stale() {
        KeyModel key = key();
        return new Presented.Value(key, chance.percent(70) ? key.generation - 1 : 0);
    }

    /** At a workspace that the account may not enter, or an API token of a workspace at the ledger. */
    private void elsewhere(long now) {
        KeyModel key = key();
        Client client = chance.pick(key.owner.tools);
        if (chance.percent(50)) {
            OrganizationModel organization = chance.pick(stage.world.organizations);
            if (!organization.workspaces.isEmpty()) {
                Origin origin = client.request(stage.ids);
                WorkspaceModel workspace = chance.pick(organization.workspaces);
                stage.door.enter(now, Presented.held(key), Channel.WORKSPACE, origin, workspace);
            }
            return;
        }
        for (OrganizationModel organization : key.owner.binding()) {
            for (WorkspaceModel workspace : organization.workspaces) {
                if (Admissions.mayEnter(key.owner, workspace) && key.lives(now)) {
                    misuse(now, key, client, workspace);
                    return;
                }
            }
        }
    }

    private void misuse(long now, KeyModel key, Client client, WorkspaceModel workspace) {
        ApiToken token = stage.door.exchange(now, Presented.newest(key), client.request(stage.ids), workspace);
        if (token != null) {
            stage.agenda.at(
                    now + chance.between(Time.SECOND, 2 * Time.HOUR), then -> show(then, new Presented.Minted(token)));
        }
    }

    /** A key that was switched off, has expired, was deleted, or whose owner was; a good one is left alone. */
    private void dead(long now) {
        for (int tries = 0; tries < 20; tries++) {
            AccountModel owner = chance.pick(chance.percent(60) ? stage.world.people : stage.world.automations);
            KeyModel key = owner.keys.isEmpty() || owner.reserved ? null : chance.pick(owner.keys);
            if (key != null && !key.lives(now)) {
                show(now, Presented.newest(key));
                return;
            }
        }
    }

    private void show(long now, Presented presented) {
        KeyModel key = presented.key();
        Client client = key == null
                ? new Client(stage.places.host(stage.places.scanner()), chance.pick(SCANNERS))
                : chance.pick(key.owner.tools);
        stage.door.show(now, presented, Channel.BEARER, client.request(stage.ids), "GET /users/me");
    }

    private KeyModel key() {
        return chance.pick(chance.percent(50) ? stage.world.peoplesKeys : stage.world.automationsKeys);
    }

    /** Scanners try the same values everywhere. */
    private String fingerprint() {
        return new Chance(chance.below(KNOWN_VALUES)).hex(1);
    }
}
