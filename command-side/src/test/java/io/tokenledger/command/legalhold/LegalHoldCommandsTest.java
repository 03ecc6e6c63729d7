package io.tokenledger.command.legalhold;

import io.tokenledger.command.Outcome;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

/** Every command in every state. */
class LegalHoldCommandsTest {
    private static final UUID ID = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID ACCOUNT = UUID.fromString("018f0000-0000-7000-8000-000000000002");
    private static final LegalHoldPlaced PLACED =
            new LegalHoldPlaced(ID, LegalHoldSubject.ACCOUNT, ACCOUNT, "a dispute");
    private static final LegalHoldReleased RELEASED = new LegalHoldReleased(ID);

    @Test
    void it_is_placed_as_asked() {
        fixture()
                .givenNoPriorActivity()
                .when(new PlaceLegalHold(ID, LegalHoldSubject.ACCOUNT, ACCOUNT, "a dispute"))
                .expectEvents(PLACED);
    }

    @Test
    void a_hold_in_force_is_released() {
        Outcome.expect(fixture().given(PLACED).when(new ReleaseLegalHold(ID)), RELEASED);
    }

    @Test
    void a_released_hold_is_not_released_again() {
        Outcome.expect(fixture().given(PLACED, RELEASED).when(new ReleaseLegalHold(ID)), Outcome.NOTHING);
    }

    private static AggregateTestFixture<LegalHold> fixture() {
        return new AggregateTestFixture<>(LegalHold.class);
    }
}
