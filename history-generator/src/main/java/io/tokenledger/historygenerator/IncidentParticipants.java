package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The owner of the leaked key: a service account with several keys and workspaces, and its pipeline. The pipeline uses
 * the key before and during the incident, and for one day after it without success.
 */
final class IncidentParticipants {
    static final String CREATE = "POST /users/me/api_keys";

    private static final int STEPS = 5;

    private final GeneratorContext stage;
    private final SeededRandom chance;
    private final IncidentTimes plan;
    final GeneratedOrganization organization;
    final GeneratedAccount owner;
    private final List<GeneratedClient> runners = new ArrayList<>();
    private final long pause;

    /** Registers the account now, as an administrator. */
    IncidentParticipants(
            GeneratorContext stage,
            IncidentTimes plan,
            GeneratedOrganization organization,
            long now,
            Map<String, String> cause) {
        this.stage = stage;
        this.chance = stage.random;
        this.plan = plan;
        this.organization = organization;
        owner = stage.accounts.registerServiceAccount(now, organization, "ci-release", "builds releases", cause);
        owner.reserved = true;
        String agent = stage.networks.pipelineAgent();
        for (int number = 0; number < 4; number++) {
            runners.add(new GeneratedClient(stage.networks.host(chance.pick(organization.pipelines)), agent));
        }
        owner.tools.addAll(runners);
        long builds = Math.clamp(stage.settings.events() / 300, 60, 2_000);
        pause = Math.min((stage.end - now) / builds, (plan.to - plan.from) / 12);
    }

    GeneratedKey create(long now, String name, @Nullable GeneratedKey parent, Map<String, String> cause) {
        return stage.keys.create(
                now, owner, name, null, EpochMillis.NEVER, parent, GeneratedKey.Habit.EXCHANGED, cause);
    }

    /**
     * Creates another key of the account. Deletes it at {@code deletedAt}, unless that is {@link EpochMillis#NEVER}.
     */
    void sibling(String name, long now, long deletedAt) {
        act(now + chance.between(10 * EpochMillis.MINUTE, EpochMillis.HOUR), (at, cause) -> {
            GeneratedKey key = create(at, name, null, cause);
            if (deletedAt != EpochMillis.NEVER) {
                act(deletedAt, (then, why) -> stage.keys.delete(then, key, why));
            }
        });
    }

    /** The pipeline creates a key with its own key, long before the leak. */
    void createChild(long now, GeneratedKey key) {
        GeneratedOrigin origin = chance.pick(runners).request(stage.ids);
        GeneratedCredential value = GeneratedCredential.held(key);
        if (stage.usage.show(now, value, Channel.BEARER, origin, CREATE)) {
            create(now, "docs-pipeline", key, ChangeMetadata.credential(value, key, origin));
        }
    }

    void assign(long now, int workspace, Map<String, String> cause) {
        stage.organizations.assign(
                now, organization.workspaces.get(workspace), owner, WorkspaceRole.WORKSPACE_EDITOR, cause);
    }

    void removeAssignment(long now, int workspace, Map<String, String> cause) {
        stage.organizations.removeAssignment(now, organization.workspaces.get(workspace), owner, cause);
    }

    void act(long at, SessionActivity.Act act) {
        stage.schedule.at(at, now -> stage.sessions.as(now, organization.administrator(), act));
    }

    /** Runs the pipeline repeatedly, in steps of at most a minute. After the deactivation some of its runs fail. */
    void build(long now, GeneratedKey key) {
        if (!plan.isNearAnEnd(now) && (key.active || chance.percent(40))) {
            GeneratedClient runner = chance.pick(runners);
            GeneratedApiToken token =
                    stage.usage.exchange(now, GeneratedCredential.held(key), runner.request(stage.ids), null);
            if (token != null) {
                work(now, token, runner);
            }
        }
        if (now < plan.to + EpochMillis.DAY) {
            stage.schedule.at(now + chance.between(pause / 2, 3 * pause / 2), then -> build(then, key));
        }
    }

    private void work(long now, GeneratedApiToken token, GeneratedClient runner) {
        GeneratedCredential shown = new GeneratedCredential.Minted(token);
        List<String> targets = List.of("GET /users/me", "GET /workspaces/{id}");
        long at = now;
        for (int step = 0; step < STEPS; step++) {
            at += chance.between(EpochMillis.SECOND, 20 * EpochMillis.SECOND);
            String target = targets.get(step % 2);
            stage.schedule.at(
                    at, then -> stage.usage.show(then, shown, Channel.BEARER, runner.request(stage.ids), target));
        }
        stage.schedule.at(at + EpochMillis.SECOND, then -> enterWorkspace(then, shown, runner));
    }

    private void enterWorkspace(long now, GeneratedCredential shown, GeneratedClient runner) {
        GeneratedWorkspace workspace = organization.workspaces.get(1);
        GeneratedApiToken token = stage.usage.exchange(now, shown, runner.request(stage.ids), workspace);
        if (token != null) {
            introspect(now + EpochMillis.SECOND, token);
        }
    }

    /** The audience workspace of the API token introspects it. */
    void introspect(long at, GeneratedApiToken token) {
        GeneratedWorkspace workspace = token.audience();
        if (workspace != null) {
            stage.schedule.at(
                    at,
                    now -> stage.usage.enter(
                            now,
                            new GeneratedCredential.Minted(token),
                            Channel.INTROSPECTION,
                            workspace.service.request(stage.ids),
                            workspace));
        }
    }
}
