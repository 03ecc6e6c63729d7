package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import java.util.List;

/**
 * Schedules the uses of keys: by pipelines around the clock, by people mostly during working hours. The rate follows
 * from the remaining events and the remaining time, so that a history ends with about the requested number of events.
 */
final class UsageTraffic {
    private static final int HOURS_A_DAY = 24;
    private static final double PIPELINES = 0.35;
    private static final double[] PEOPLE = {
        0.01, 0.01, 0.01, 0.01, 0.02, 0.05, 0.15, 0.4, 0.8, 1, 1, 0.9, 0.6, 0.9, 1, 1, 0.9, 0.7, 0.4, 0.2, 0.15, 0.1,
        0.05, 0.02
    };
    private static final double WEEKEND = 0.1;

    /** Margin above the requested number of events, so that the result does not depend on the last hour. */
    private static final double SPARE = 1.005;

    private final GeneratorContext stage;
    private final SeededRandom chance;
    private final ScriptActivity jobs;
    private final InvalidTraffic noise;
    private final double[] left;
    private long visits = 1;
    private long before;

    UsageTraffic(GeneratorContext stage, ScriptActivity jobs, InvalidTraffic noise) {
        this.stage = stage;
        this.chance = stage.random;
        this.jobs = jobs;
        this.noise = noise;
        int hours = stage.settings.days() * HOURS_A_DAY;
        left = new double[hours + 1];
        for (int hour = hours - 1; hour >= 0; hour--) {
            left[hour] = left[hour + 1] + PIPELINES + people(stage.start + hour * EpochMillis.HOUR);
        }
    }

    void begin() {
        stage.schedule.at(stage.part(0.05), now -> {
            before = stage.events.appended();
            next(now);
        });
    }

    private void next(long now) {
        stage.schedule.at(now + Math.clamp(chance.wait(pause(now)), 0, EpochMillis.HOUR), then -> {
            visit(then);
            next(then);
        });
    }

    /** Mean time until the next visit, in milliseconds. */
    private double pause(long now) {
        int hour = (int) Math.min((now - stage.start) / EpochMillis.HOUR, left.length - 2);
        double wanted = Math.max(1, stage.settings.events() * SPARE - stage.events.appended());
        double eventsAVisit = (stage.events.appended() - before + 4.0) / visits;
        double thisHour = wanted * (PIPELINES + people(now)) / left[hour] / eventsAVisit;
        return EpochMillis.HOUR / thisHour;
    }

    private void visit(long now) {
        List<GeneratedKey> people = stage.state.peoplesKeys;
        List<GeneratedKey> automations = stage.state.automationsKeys;
        if (people.isEmpty() || automations.isEmpty()) {
            return;
        }
        visits++;
        double peoplesShare = people(now) / (PIPELINES + people(now));
        boolean byPerson = chance.unit() < peoplesShare;
        int kind = chance.below(1_000);
        if (kind < 12) {
            noise.send(now);
        } else if (kind < 50) {
            askByGateway(now, chance.pick(people));
        } else if (byPerson && kind < 120) {
            browse(now, chance.pick(stage.state.people));
        } else {
            use(now, byPerson ? people : automations);
        }
    }

    private void use(long now, List<GeneratedKey> keys) {
        GeneratedKey key = chance.pickSkewed(keys);
        if (!key.isUsable(now) && !chance.percent(3)) {
            if (key.deleted || chance.percent(5)) {
                keys.remove(key); // the scripts of this key were repaired or abandoned
            }
            return;
        }
        jobs.run(now, key, chance.pick(key.owner.tools));
    }

    private void browse(long now, GeneratedAccount person) {
        if (person.session(now) == null && person.isActive()) {
            stage.sessions.signIn(now, person);
        }
        if (chance.percent(30) && !person.memberships.isEmpty()) {
            GeneratedOrganization organization = chance.pick(person.memberships);
            if (!organization.workspaces.isEmpty()) {
                GeneratedWorkspace workspace = chance.pick(organization.workspaces);
                stage.schedule.at(now + EpochMillis.MINUTE, then -> stage.sessions.enter(then, person, workspace));
            }
        }
        if (chance.percent(10)) {
            stage.schedule.at(now + 10 * EpochMillis.MINUTE, then -> stage.sessions.signOut(then, person));
        }
    }

    /** A gateway introspects a key that it received, and presents its own key for that. */
    private void askByGateway(long now, GeneratedKey shown) {
        GeneratedKey own = stage.state.gatewayKey;
        if (own != null && shown.isUsable(now)) {
            GeneratedOrigin origin = own.owner.tools.getFirst().request(stage.ids);
            stage.usage.show(now, GeneratedCredential.held(own), Channel.BEARER, origin, "POST /oauth2/introspect");
            stage.usage.show(now, GeneratedCredential.held(shown), Channel.INTROSPECTION, origin, null);
        }
    }

    private static double people(long now) {
        long day = Math.floorDiv(now, EpochMillis.DAY);
        boolean weekend = Math.floorMod(day + 3, 7) >= 5; // 1 January 1970 was a Thursday
        double share = PEOPLE[(int) (Math.floorMod(now, EpochMillis.DAY) / EpochMillis.HOUR)];
        return weekend ? share * WEEKEND : share;
    }
}
