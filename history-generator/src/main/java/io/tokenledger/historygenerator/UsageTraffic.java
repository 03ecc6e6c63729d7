package io.tokenledger.historygenerator;

import io.tokenledger.events.usage.Channel;
import java.util.List;

/**
 * When keys are used: by pipelines day and night, by people when they work. How often is what the wanted number of
 * events leaves to do in the time that is left, so that a history ends with about as many as were asked for.
 */
final class UsageTraffic {
    private static final int HOURS_A_DAY = 24;
    private static final double PIPELINES = 0.35;
    private static final double[] PEOPLE = {
        0.01, 0.01, 0.01, 0.01, 0.02, 0.05, 0.15, 0.4, 0.8, 1, 1, 0.9, 0.6, 0.9, 1, 1, 0.9, 0.7, 0.4, 0.2, 0.15, 0.1,
        0.05, 0.02
    };
    private static final double WEEKEND = 0.1;

    /** Aimed at beyond what is wanted, so that not the last hour decides whether it is reached. */
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
        this.chance = stage.chance;
        this.jobs = jobs;
        this.noise = noise;
        int hours = stage.settings.days() * HOURS_A_DAY;
        left = new double[hours + 1];
        for (int hour = hours - 1; hour >= 0; hour--) {
            left[hour] = left[hour + 1] + PIPELINES + people(stage.start + hour * EpochMillis.HOUR);
        }
    }

    void begin() {
        stage.agenda.at(stage.part(0.05), now -> {
            before = stage.journal.appended();
            next(now);
        });
    }

    private void next(long now) {
        stage.agenda.at(now + Math.clamp(chance.wait(pause(now)), 0, EpochMillis.HOUR), then -> {
            visit(then);
            next(then);
        });
    }

    /** Milliseconds until the next visit, on average. */
    private double pause(long now) {
        int hour = (int) Math.min((now - stage.start) / EpochMillis.HOUR, left.length - 2);
        double wanted = Math.max(1, stage.settings.events() * SPARE - stage.journal.appended());
        double eventsAVisit = (stage.journal.appended() - before + 4.0) / visits;
        double thisHour = wanted * (PIPELINES + people(now)) / left[hour] / eventsAVisit;
        return EpochMillis.HOUR / thisHour;
    }

    private void visit(long now) {
        List<GeneratedKey> people = stage.world.peoplesKeys;
        List<GeneratedKey> automations = stage.world.automationsKeys;
        if (people.isEmpty() || automations.isEmpty()) {
            return;
        }
        visits++;
        double peoplesShare = people(now) / (PIPELINES + people(now));
        boolean byPerson = chance.unit() < peoplesShare;
        int kind = chance.below(1_000);
        if (kind < 12) {
            noise.happen(now);
        } else if (kind < 50) {
            askByGateway(now, chance.pick(people));
        } else if (byPerson && kind < 120) {
            browse(now, chance.pick(stage.world.people));
        } else {
            use(now, byPerson ? people : automations);
        }
    }

    private void use(long now, List<GeneratedKey> keys) {
        GeneratedKey key = chance.pickSkewed(keys);
        if (!key.lives(now) && !chance.percent(3)) {
            if (key.deleted || chance.percent(5)) {
                keys.remove(key); // its scripts have been mended, or given up
            }
            return;
        }
        jobs.run(now, key, chance.pick(key.owner.tools));
    }

    private void browse(long now, GeneratedAccount person) {
        if (person.session(now) == null && person.lives()) {
            stage.sessions.signIn(now, person);
        }
        if (chance.percent(30) && !person.memberships.isEmpty()) {
            GeneratedOrganization organization = chance.pick(person.memberships);
            if (!organization.workspaces.isEmpty()) {
                GeneratedWorkspace workspace = chance.pick(organization.workspaces);
                stage.agenda.at(now + EpochMillis.MINUTE, then -> stage.sessions.enter(then, person, workspace));
            }
        }
        if (chance.percent(10)) {
            stage.agenda.at(now + 10 * EpochMillis.MINUTE, then -> stage.sessions.signOut(then, person));
        }
    }

    /** A gateway got a key, and asks the ledger about it, for which it shows its own. */
    private void askByGateway(long now, GeneratedKey shown) {
        GeneratedKey own = stage.world.gatewayKey;
        if (own != null && shown.lives(now)) {
            GeneratedOrigin origin = own.owner.tools.getFirst().request(stage.ids);
            stage.door.show(now, GeneratedCredential.held(own), Channel.BEARER, origin, "POST /oauth2/introspect");
            stage.door.show(now, GeneratedCredential.held(shown), Channel.INTROSPECTION, origin, null);
        }
    }

    private static double people(long now) {
        long day = Math.floorDiv(now, EpochMillis.DAY);
        boolean weekend = Math.floorMod(day + 3, 7) >= 5; // 1970 began on a Thursday
        double share = PEOPLE[(int) (Math.floorMod(now, EpochMillis.DAY) / EpochMillis.HOUR)];
        return weekend ? share * WEEKEND : share;
    }
}
