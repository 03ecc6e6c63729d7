package io.tokenledger.historygenerator;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A history of a ledger: its events in the order of their recording. It generates events while it is read, and so does
 * not hold them in memory. One thread can read it, once.
 */
public final class History implements Iterator<GeneratedEvent> {
    private final GeneratorContext stage;
    private final IncidentScenario scenario;

    private History(GeneratorContext stage) {
        this.stage = stage;
        this.scenario = new IncidentScenario(stage);
        NameGenerator names = new NameGenerator(stage.random);
        KeyLifecycle keyLives = new KeyLifecycle(stage);
        PopulationGrowth population = new PopulationGrowth(stage, names, keyLives);
        OrganizationSetup founding = new OrganizationSetup(stage, names, population);
        founding.begin(stage.random.below(stage.settings.organizations()));
        population.begin();
        new AdministratorActivity(stage, founding, population).begin();
        new IdleSweep(stage).begin();
        new UsageTraffic(stage, new ScriptActivity(stage, keyLives), new InvalidTraffic(stage)).begin();
        scenario.begin();
    }

    /** The history of these settings, from its first event. */
    public static History of(HistorySettings settings) {
        return new History(new GeneratorContext(settings));
    }

    @Override
    public boolean hasNext() {
        while (stage.events.isEmpty() && !isOver()) {
            if (stage.windows.next() <= stage.schedule.next()) {
                stage.windows.closeNext();
            } else {
                stage.schedule.runNext();
            }
        }
        return !stage.events.isEmpty();
    }

    private boolean isOver() {
        boolean late = Math.min(stage.windows.next(), stage.schedule.next()) >= stage.end;
        return late && stage.events.appended() >= stage.settings.events();
    }

    @Override
    public GeneratedEvent next() {
        @Nullable GeneratedEvent event = hasNext() ? stage.events.poll() : null;
        if (event == null) {
            throw new NoSuchElementException("the history has no more events");
        }
        return event;
    }

    /**
     * The findings that a report on the leaked key must contain.
     *
     * @throws IllegalStateException before the history is read to its end
     */
    public PlantedIncident incident() {
        PlantedIncident incident = scenario.incident();
        if (incident == null) {
            throw new IllegalStateException("Read the history to its end first.");
        }
        return incident;
    }

    /** The number of events of each type so far. */
    public HistorySummary summary() {
        return stage.events.summary();
    }
}
