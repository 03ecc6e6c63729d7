package io.tokenledger.allinone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;

/** Runs random steps on a ledger and on the model, and compares the two after each. */
public final class Simulation {
    private final SimulationState world;
    private final KeySteps keys;
    private final ApiTokenSteps apiTokens;
    private final AdministratorSteps administrator;

    public Simulation(long seed, LedgerUnderTest ledger) {
        this.world = new SimulationState(seed, ledger);
        this.keys = new KeySteps(world);
        this.apiTokens = new ApiTokenSteps(world);
        this.administrator = new AdministratorSteps(world);
    }

    /** Continues on the same data after a restart. */
    public void goOnWith(LedgerUnderTest restarted) {
        world.goOnWith(restarted);
    }

    public void run(int steps) {
        for (int end = world.step + steps; world.step < end; world.step++) {
            if (world.model.keys.isEmpty()) {
                keys.create();
            } else {
                step();
            }
        }
    }

    private void step() {
        switch (world.random.nextInt(40)) {
            case 0, 1, 2, 3 -> keys.create();
            case 4 -> keys.rename();
            case 5, 6, 7, 8 -> keys.rotate();
            case 9, 10 -> keys.deactivate();
            case 11, 12 -> keys.activate();
            case 13 -> keys.delete();
            case 14, 15 -> world.travel(Duration.ofSeconds(world.random.nextInt(900) - 60));
            case 16, 17, 18 -> apiTokens.exchange();
            case 19, 20, 21 -> apiTokens.use();
            case 22 -> apiTokens.revoke();
            case 23 -> apiTokens.signIn();
            case 24, 25 -> apiTokens.useSession();
            case 26 -> apiTokens.endSession();
            case 27 -> sometimes(apiTokens::endAllSessions);
            case 28 -> sometimes(administrator::deactivateByOwner);
            case 29 -> administrator.deactivateByValue();
            case 30 -> administrator.restore();
            case 31 -> sometimes(administrator::delete);
            case 32 -> sometimes(administrator::deactivateAccountWhileKeysAreCreated);
            default -> keys.use();
        }
    }

    private void sometimes(Runnable rareStep) {
        if (world.random.nextInt(3) == 0) {
            rareStep.run();
        }
    }

    public int checked() {
        return world.checked();
    }

    public void compareListings() {
        for (int user = 0; user < SimulationState.USERS; user++) {
            Map<String, String> listed = new HashMap<>();
            world.users
                    .get(user)
                    .get("/users/me/api_keys?size=500")
                    .requireStatus(200)
                    .json()
                    .get("items")
                    .forEach(item -> listed.put(
                            item.get("id").asString(),
                            item.get("name").asString() + " "
                                    + item.get("state").asString() + " "
                                    + item.get("generation").asInt()));
            Map<String, String> expected = new HashMap<>();
            world.model
                    .living(user)
                    .forEach(key ->
                            expected.put(key.id, key.name + " " + key.state(world.now()) + " " + key.values.size()));
            assertThat(listed).as(world.where()).isEqualTo(expected);
        }
        apiTokens.compareSessions();
    }

    /** Skipped with several processes, because a process cannot reset a projection that another one runs. */
    public void replay() {
        if (world.ledger.applications().size() > 1) {
            return;
        }
        EventProcessingConfiguration processing = world.ledger.bean(EventProcessingConfiguration.class);
        for (String name : List.of("token-listing", "audit-trail", "account-listing", "sessions")) {
            StreamingEventProcessor processor = processing
                    .eventProcessor(name, StreamingEventProcessor.class)
                    .orElseThrow();
            processor.shutDown();
            processor.resetTokens();
            processor.start();
        }
        ReadModelStatus.awaitCaughtUp(world.ledger.admin(), Duration.ofSeconds(60));
    }
}
