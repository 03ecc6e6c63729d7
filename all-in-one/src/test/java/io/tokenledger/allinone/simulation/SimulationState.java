package io.tokenledger.allinone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** The ledger, its model, and the state that the steps of a simulation share. */
final class SimulationState {
    static final int USERS = 3;

    final Random random;
    final ReferenceModel model = new ReferenceModel();
    final List<Client> users = new ArrayList<>();
    final List<String> userIds = new ArrayList<>();
    LedgerUnderTest ledger;
    int step;
    private final long seed;
    private Duration travelled = Duration.ZERO;
    private int checked;

    SimulationState(long seed, LedgerUnderTest ledger) {
        this.seed = seed;
        this.random = new Random(seed);
        this.ledger = ledger;
        for (int i = 0; i < USERS; i++) {
            Client user = ledger.newUser();
            users.add(user);
            userIds.add(user.id());
        }
    }

    /** Continues on the same data after a restart, and sets the new ledger's clock to the old one's time. */
    void goOnWith(LedgerUnderTest restarted) {
        ledger = restarted;
        ledger.clock().travel(travelled);
        users.replaceAll(user -> new Client(ledger.url(), user.headers(), user.username()).again());
    }

    void travel(Duration distance) {
        ledger.clock().travel(distance);
        travelled = travelled.plus(distance);
        users.replaceAll(Client::again);
    }

    int anyUser() {
        return random.nextInt(USERS);
    }

    Instant now() {
        return ledger.clock().instant();
    }

    /**
     * Compares a response with the model. Skips a response at the exact time of a change: the model does not know on
     * which side of it the ledger read its clock.
     */
    void check(BooleanSupplier expected, BooleanSupplier answer) {
        boolean before = expected.getAsBoolean();
        boolean answered = answer.getAsBoolean();
        if (before == expected.getAsBoolean()) {
            assertThat(answered).as(where()).isEqualTo(before);
            checked++;
        }
    }

    void expect(Answer answer, int status) {
        assertThat(answer.status()).as(where() + ": " + answer.body()).isEqualTo(status);
        checked++;
    }

    <T> void expect(T actual, T expected) {
        assertThat(actual).as(where()).isEqualTo(expected);
        checked++;
    }

    int checked() {
        return checked;
    }

    String where() {
        return "seed " + seed + ", step " + step;
    }
}
