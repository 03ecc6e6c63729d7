package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import java.util.List;

/** Requests that must fail: scanners, wrong passwords, stale values, and credentials for another audience. */
final class InvalidTraffic {
    private static final List<String> SCANNERS =
            List.of("Go-http-client/1.1", "python-requests/2.28.1", "masscan/1.3", "zgrab/0.x");
    private static final int KNOWN_VALUES = 500;

    private final GeneratorContext stage;
    private final SeededRandom chance;

    InvalidTraffic(GeneratorContext stage) {
        this.stage = stage;
        this.chance = stage.random;
    }

    void send(long now) {
        switch (chance.below(10)) {
            case 0, 1 -> scan(now);
            case 2 -> signIn(now);
            case 3 -> show(now, stale());
            case 4 -> elsewhere(now);
            case 5 -> show(now, new GeneratedCredential.Malformed(fingerprint()));
            default -> unusable(now);
        }
    }

    private void scan(long now) {
        GeneratedClient scanner =
                new GeneratedClient(stage.networks.host(stage.networks.scanner()), chance.pick(SCANNERS));
        Channel channel = chance.pick(List.of(Channel.BEARER, Channel.BEARER, Channel.EXCHANGE, Channel.REVOCATION));
        long at = now;
        for (int left = 1 + chance.below(12); left > 0; left--) {
            GeneratedCredential guess = chance.percent(85)
                    ? new GeneratedCredential.Unknown(fingerprint())
                    : new GeneratedCredential.Malformed(fingerprint());
            String target = channel == Channel.BEARER ? "GET /users/me" : null;
            stage.schedule.at(at, then -> stage.usage.show(then, guess, channel, scanner.request(stage.ids), target));
            at += chance.between(500, 8 * EpochMillis.SECOND);
        }
    }

    private void signIn(long now) {
        GeneratedAccount account = chance.pick(stage.state.people);
        GeneratedClient client = chance.percent(70)
                ? chance.pick(account.browsers)
                : new GeneratedClient(stage.networks.host(stage.networks.scanner()), chance.pick(SCANNERS));
        boolean known = chance.percent(75);
        long at = now;
        for (int left = 1 + chance.below(4); left > 0; left--) {
            stage.schedule.at(at, then -> stage.sessions.refuse(then, known ? account : null, client));
            at += chance.between(2 * EpochMillis.SECOND, 15 * EpochMillis.SECOND);
        }
    }

    /** A value from before a rotation, or one that the key never had. */
    private GeneratedCredential stale() {
        GeneratedKey key = key();
        return new GeneratedCredential.Value(key, chance.percent(70) ? key.generation - 1 : 0);
    }

    /** A key at a workspace that its account may not enter, or a workspace's API token at the ledger. */
    private void elsewhere(long now) {
        GeneratedKey key = key();
        GeneratedClient client = chance.pick(key.owner.tools);
        if (chance.percent(50)) {
            GeneratedOrganization organization = chance.pick(stage.state.organizations);
            if (!organization.workspaces.isEmpty()) {
                GeneratedOrigin origin = client.request(stage.ids);
                GeneratedWorkspace workspace = chance.pick(organization.workspaces);
                stage.usage.enter(now, GeneratedCredential.held(key), Channel.WORKSPACE, origin, workspace);
            }
            return;
        }
        for (GeneratedOrganization organization : key.owner.binding()) {
            for (GeneratedWorkspace workspace : organization.workspaces) {
                if (GeneratedAdmission.mayEnter(key.owner, workspace) && key.isUsable(now)) {
                    misuse(now, key, client, workspace);
                    return;
                }
            }
        }
    }

    private void misuse(long now, GeneratedKey key, GeneratedClient client, GeneratedWorkspace workspace) {
        GeneratedApiToken token =
                stage.usage.exchange(now, GeneratedCredential.newest(key), client.request(stage.ids), workspace);
        if (token != null) {
            stage.schedule.at(
                    now + chance.between(EpochMillis.SECOND, 2 * EpochMillis.HOUR),
                    then -> show(then, new GeneratedCredential.Minted(token)));
        }
    }

    /** Presents a key that is inactive, expired or deleted, or whose owner is. Valid keys are skipped. */
    private void unusable(long now) {
        for (int tries = 0; tries < 20; tries++) {
            GeneratedAccount owner = chance.pick(chance.percent(60) ? stage.state.people : stage.state.automations);
            GeneratedKey key = owner.keys.isEmpty() || owner.reserved ? null : chance.pick(owner.keys);
            if (key != null && !key.isUsable(now)) {
                show(now, GeneratedCredential.newest(key));
                return;
            }
        }
    }

    private void show(long now, GeneratedCredential presented) {
        GeneratedKey key = presented.key();
        GeneratedClient client = key == null
                ? new GeneratedClient(stage.networks.host(stage.networks.scanner()), chance.pick(SCANNERS))
                : chance.pick(key.owner.tools);
        stage.usage.show(now, presented, Channel.BEARER, client.request(stage.ids), "GET /users/me");
    }

    private GeneratedKey key() {
        return chance.pick(chance.percent(50) ? stage.state.peoplesKeys : stage.state.automationsKeys);
    }

    /** Scanners present the same 500 values everywhere. */
    private String fingerprint() {
        return new SeededRandom(chance.below(KNOWN_VALUES)).hex(1);
    }
}
