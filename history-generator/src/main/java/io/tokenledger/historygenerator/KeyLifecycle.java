package io.tokenledger.historygenerator;

import io.tokenledger.historygenerator.GeneratedKey.Habit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of keys: creation, description, rotation, deactivation, activation, revocation, deletion or disuse. */
final class KeyLifecycle {
    private static final List<Long> PEOPLES_DAYS = List.of(1L, 7L, 30L, 30L, 60L, 90L, 365L);
    private static final List<Long> AUTOMATIONS_DAYS = List.of(7L, 30L, 90L, 180L, 365L, 365L);
    private static final List<String> PEOPLES_NAMES =
            List.of("laptop", "work-laptop", "notebook", "jupyter", "scripts", "terraform", "test", "cli", "vscode");
    private static final List<String> AUTOMATIONS_NAMES =
            List.of("github", "gitlab", "nightly", "deploy", "training", "release", "backup", "airflow");
    private static final List<String> DESCRIPTIONS = List.of(
            "for the train",
            "until the new runner is there",
            "ask the platform team",
            "rotated by hand",
            "see the wiki");

    private final GeneratorContext stage;
    private final SeededRandom chance;

    KeyLifecycle(GeneratorContext stage) {
        this.stage = stage;
        this.chance = stage.random;
    }

    /** Creates a key for the owner, if the token policies allow it, and schedules its further life. */
    void create(
            long now,
            GeneratedAccount owner,
            GeneratedAccount actor,
            @Nullable GeneratedKey parent,
            Map<String, String> cause) {
        if (!PolicyRules.allowCreation(owner, actor, parent)) {
            return;
        }
        String name = chance.pick(owner.isPerson() ? PEOPLES_NAMES : AUTOMATIONS_NAMES) + "-" + ++owner.keysSoFar;
        String description = chance.percent(30) ? chance.pick(DESCRIPTIONS) : null;
        GeneratedKey key = stage.keys.create(
                now, owner, name, description, expiry(now, owner), parent, chance.pick(List.of(Habit.values())), cause);
        if (chance.percent(90)) {
            stage.state.keysOfThatKind(owner).add(key);
        }
        plan(now, key);
    }

    private long expiry(long now, GeneratedAccount owner) {
        long chosen = chance.percent(30)
                ? EpochMillis.NEVER
                : now + chance.pick(owner.isPerson() ? PEOPLES_DAYS : AUTOMATIONS_DAYS) * EpochMillis.DAY;
        return Math.min(chosen, PolicyRules.latestExpiry(now, owner));
    }

    private void plan(long now, GeneratedKey key) {
        boolean automation = !key.owner.isPerson();
        maybe(12, now, 1, 20, key, (at, cause) -> stage.keys.describe(at, key, chance.pick(DESCRIPTIONS), cause));
        if (chance.percent(automation ? 60 : 20)) {
            planRotation(now, key);
        }
        maybe(10, now, 3, 60, key, (at, cause) -> switchOff(at, key, cause));
        maybe(12, now, 5, 90, key, (at, cause) -> stage.keys.delete(at, key, cause));
        if (chance.percent(12)) {
            stage.schedule.at(
                    days(now, 0, 40),
                    at -> stage.state.keysOfThatKind(key.owner).remove(key));
        }
        if (chance.percent(3)) {
            stage.schedule.at(days(now, 1, 60), at -> revoke(at, key));
        }
    }

    private void planRotation(long now, GeneratedKey key) {
        stage.schedule.at(
                days(now, 8, 40),
                at -> stage.asAdministratorOf(at, key.owner, (then, cause) -> rotate(then, key, cause)));
    }

    private void rotate(long now, GeneratedKey key, Map<String, String> cause) {
        if (key.deleted || !key.owner.isActive()) {
            return;
        }
        boolean moves = key.isExpired(now) || key.expiresAt > PolicyRules.latestExpiry(now, key.owner);
        int retain = chance.pick(List.of(0, 0, 60, 60, 240, 1_440, 10_080));
        stage.keys.rotate(now, key, retain, moves ? expiry(now, key.owner) : key.expiresAt, cause);
        takeOver(now, key, retain);
        planRotation(now, key);
    }

    /** Scripts receive the new value within minutes or within the retention; one in ten receives it too late. */
    private void takeOver(long now, GeneratedKey key, int retainMinutes) {
        long slow = retainMinutes * (chance.percent(10) ? 120L : 90L) / 100;
        long until = now + Math.max(slow, chance.percent(15) ? 120 : 3) * EpochMillis.MINUTE;
        stage.schedule.at(chance.between(now + 30 * EpochMillis.SECOND, until), at -> key.held = key.generation);
    }

    private void switchOff(long now, GeneratedKey key, Map<String, String> cause) {
        stage.keys.deactivate(now, key, null, cause);
        maybe(60, now, 0, 3, key, (at, later) -> stage.keys.activate(at, key, later));
    }

    /** A finder of the key's value revokes it. */
    private void revoke(long now, GeneratedKey key) {
        if (key.active && !key.deleted) {
            GeneratedOrigin finder = new GeneratedClient(
                            stage.networks.host(stage.networks.home()), stage.networks.tool())
                    .request(stage.ids);
            stage.keys.deactivate(now, key, "revoked by holder", ChangeMetadata.holder(key, finder));
        }
    }

    private void maybe(int percent, long now, int leastDays, int mostDays, GeneratedKey key, SessionActivity.Act act) {
        if (chance.percent(percent)) {
            stage.schedule.at(days(now, leastDays, mostDays), at -> stage.asAdministratorOf(at, key.owner, act));
        }
    }

    private long days(long now, int least, int most) {
        return now + chance.between(least * EpochMillis.DAY + EpochMillis.MINUTE, most * EpochMillis.DAY);
    }
}
