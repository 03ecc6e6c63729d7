package io.tokenledger.historygenerator;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A history of a ledger, event by event in the order in which they were recorded. Made up while it is read, so it takes
 * no memory for its events; it can be read once, by one thread.
 */
public final class History implements Iterator<GeneratedEvent> {
    private final GeneratorContext stage;
    private final IncidentScenario play;

    private History(GeneratorContext stage) {
        this.stage = stage;
        this.play = new IncidentScenario(stage);
        NameGenerator names = new NameGenerator(stage.chance);
        KeyLifecycle keyLives = new KeyLifecycle(stage);
        PopulationGrowth population = new PopulationGrowth(stage, names, keyLives);
        OrganizationSetup founding = new OrganizationSetup(stage, names, population);
        founding.begin(stage.chance.below(stage.settings.organizations()));
        population.begin();
        new AdministratorActivity(stage, founding, population).begin();
        new IdleSweep(stage).begin();
        new UsageTraffic(stage, new ScriptActivity(stage, keyLives), new InvalidTraffic(stage)).begin();
        play.begin();
    }

    /** The one history of these settings, from its beginning. */
    public static History of(HistorySettings settings) {
        return new History(new GeneratorContext(settings));
    }

    @Override
    public boolean hasNext() {
        while (stage.journal.isEmpty() && !isOver()) {
            if (stage.windows.next() <= stage.agenda.next()) {
                stage.windows.closeNext();
            } else {
                stage.agenda.happen();
            }
        }
        return !stage.journal.isEmpty();
    }

    private boolean isOver() {
        boolean late = Math.min(stage.windows.next(), stage.agenda.next()) >= stage.end;
        return late && stage.journal.appended() >= stage.settings.events();
    }

    @Override
    public GeneratedEvent next() {
        @Nullable GeneratedEvent event = hasNext() ? stage.journal.poll() : null;
        if (event == null) {
            throw new NoSuchElementException("the history is over");
        }
        return event;
    }

    /**
     * What a report on the leaked key must find.
     *
     * @throws IllegalStateException before the incident is over; it is when the history was read to its end
     */
    public PlantedIncident incident() {
        PlantedIncident incident = play.incident();
        if (incident == null) {
            throw new IllegalStateException("Read the history to its end first.");
        }
        return incident;
    }

    /** How many events of each kind there were so far. */
    public HistorySummary summary() {
        return stage.journal.summary();
    }
}
