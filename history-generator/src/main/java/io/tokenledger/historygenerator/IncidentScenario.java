package io.tokenledger.historygenerator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The incident, step by step: a key leaks, an attacker uses it and creates further keys with it, and an administrator
 * rotates it. The attacker finds the new value in the same place, until an administrator deactivates the key.
 */
final class IncidentScenario {
    private static final int RETENTION_MINUTES = 120;
    private static final long RETENTION = RETENTION_MINUTES * EpochMillis.MINUTE;

    private final GeneratorContext stage;
    private final IncidentTimes plan;
    private final List<GeneratedKey> children = new ArrayList<>();
    private @Nullable IncidentRecorder recorder;
    private @Nullable Attacker attacker;
    private @Nullable PlantedIncident incident;

    IncidentScenario(GeneratorContext stage) {
        this.stage = stage;
        this.plan = new IncidentTimes(stage);
    }

    void begin() {
        stage.schedule.at(stage.part(0.04), now -> {
            GeneratedOrganization organization = stage.state.organizations.stream()
                    .filter(one -> one.reserved)
                    .findFirst()
                    .orElseThrow();
            stage.sessions.as(
                    now,
                    organization.administrator(),
                    (at, cause) -> prepare(new IncidentParticipants(stage, plan, organization, at, cause), at));
        });
    }

    /** The incident; null until it is over. */
    @Nullable
    PlantedIncident incident() {
        return incident;
    }

    private void prepare(IncidentParticipants cast, long now) {
        for (int workspace = 0; workspace < 4; workspace++) {
            int number = workspace;
            cast.act(now + (1 + number) * EpochMillis.MINUTE, (at, cause) -> cast.assign(at, number, cause));
        }
        cast.act(now + 5 * EpochMillis.MINUTE, (at, cause) -> {
            GeneratedKey key = cast.create(at, "release-pipeline", null, cause);
            IncidentRecorder taken = new IncidentRecorder(cast.organization, key, plan);
            recorder = taken;
            stage.events.setListener(taken::apply);
            stage.schedule.at(at + EpochMillis.MINUTE, then -> cast.build(then, key));
            stage.schedule.at(stage.part(0.2), then -> cast.createChild(then, key));
            leak(cast, key);
        });
        cast.sibling("nightly-backup", now, EpochMillis.NEVER);
        cast.sibling("former-pipeline", now, stage.part(0.3));
        cast.sibling("cleanup", now, plan.part(0.6));
        cast.act(stage.part(0.35), (at, cause) -> cast.removeAssignment(at, 0, cause));
        cast.act(stage.part(0.45), (at, cause) -> cast.removeAssignment(at, 3, cause));
    }

    private void leak(IncidentParticipants cast, GeneratedKey key) {
        Attacker found = new Attacker(stage, cast);
        attacker = found;
        for (int visit = 0; visit < 12; visit++) {
            int place = visit % 2;
            long at = visit == 0 ? plan.from + 30 * EpochMillis.SECOND : plan.part(0.024 * visit);
            stage.schedule.at(at, now -> found.lookAround(now, key, 1, place));
        }
        stage.schedule.at(plan.part(0.08), now -> keep(found.createChild(now, key, "metrics", 0)));
        stage.schedule.at(plan.part(0.1), now -> keep(found.createChild(now, key, "metrics-2", 1)));
        stage.schedule.at(plan.part(0.15), now -> keep(found.createChild(now, children.getFirst(), "metrics-3", 1)));
        useChildren(found);
        cast.act(plan.part(0.2), (at, cause) -> cast.assign(at, 0, cause));
        cast.act(plan.part(0.25), (at, cause) -> cast.removeAssignment(at, 2, cause));
        cast.act(plan.part(0.3), (at, cause) -> {
            stage.keys.rotate(at, key, RETENTION_MINUTES, key.expiresAt, cause);
            missRotation(at, key, found);
        });
        for (int visit = 0; visit < 8; visit++) {
            stage.schedule.at(plan.part(0.56 + 0.03 * visit), now -> found.lookAround(now, key, 2, 2));
        }
        stage.schedule.at(plan.part(0.8) - 30 * EpochMillis.MINUTE, now -> found.lookAround(now, key, 2, 2));
        cast.act(plan.part(0.8), (at, cause) -> {
            stage.keys.deactivate(at, key, null, cause);
            stage.schedule.at(at + 3 * EpochMillis.MINUTE, now -> found.showApiToken(now, 2));
            stage.schedule.at(at + EpochMillis.HOUR, now -> found.lookAround(now, key, 2, 2));
        });
        stage.schedule.at(plan.to, now -> end());
    }

    /** The attacker's own keys stay valid after the leaked key is deactivated. */
    private void useChildren(Attacker found) {
        for (int visit = 0; visit < 15; visit++) {
            int place = visit % 3;
            stage.schedule.at(plan.part(0.2 + 0.05 * visit), now -> {
                GeneratedKey child = children.get(place);
                found.lookAround(now, child, child.generation, place);
            });
        }
    }

    /** The pipeline receives the new value in time. The attacker does not, and loses access when the retention ends. */
    private void missRotation(long now, GeneratedKey key, Attacker found) {
        int old = key.generation - 1;
        stage.schedule.at(now + 12 * EpochMillis.MINUTE, then -> key.held = key.generation);
        stage.schedule.at(now + 10 * EpochMillis.MINUTE, then -> found.lookAround(then, key, old, 0));
        stage.schedule.at(now + RETENTION - 15 * EpochMillis.MINUTE, then -> found.lookAround(then, key, old, 0));
        stage.schedule.at(now + RETENTION + 5 * EpochMillis.MINUTE, then -> found.showApiToken(then, 0));
        stage.schedule.at(now + RETENTION + EpochMillis.HOUR, then -> found.lookAround(then, key, old, 1));
    }

    private void keep(@Nullable GeneratedKey child) {
        if (child == null) {
            throw new IllegalStateException("the attacker could not create a key");
        }
        children.add(child);
    }

    private void end() {
        if (recorder == null || attacker == null) {
            throw new IllegalStateException("the incident ended before it began");
        }
        incident = recorder.incident(attacker.addresses());
    }
}
