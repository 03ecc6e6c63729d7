package io.tokenledger.query.legalhold;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.resource.LegalHoldResource;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LegalHoldProjectionTest {
    private static final Instant PLACED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant RELEASED = Instant.parse("2026-02-01T00:00:00Z");

    private final TestDatabase database = Projections.newDatabase();
    private final ProjectionFixture holds =
            new ProjectionFixture(database, new LegalHoldProjection(database.template()));
    private final LegalHoldListingRepository repository = new LegalHoldListingRepository(database.jdbc());
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private final UUID account = UUID.randomUUID();
    private final UUID ada = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();

    @Test
    void a_placed_hold_is_in_force() {
        by(ada).given(placed(first)).redeliver();

        assertThat(repository.newest(false, null, 10))
                .extracting(LegalHoldListingRepository.Listed::hold)
                .containsExactly(new LegalHoldResource(
                        first, LegalHoldSubject.ACCOUNT, account, "a dispute", PLACED, ada, null, null));
    }

    @Test
    void a_released_hold_is_listed_only_on_request() {
        by(ada).given(placed(first), placed(second));
        by(grace).at(RELEASED).given(new LegalHoldReleased(first)).redeliver();

        assertThat(repository.newest(false, null, 10))
                .extracting(listed -> listed.hold().id())
                .containsExactly(second);
        assertThat(repository.newest(true, null, 10))
                .extracting(listed -> listed.hold().id())
                .containsExactly(second, first);
        LegalHoldResource released = repository.newest(true, null, 10).getLast().hold();
        assertThat(released.releasedAt()).isEqualTo(RELEASED);
        assertThat(released.releasedBy()).isEqualTo(grace);
        assertThat(released.placedBy()).isEqualTo(ada);
    }

    @Test
    void a_page_continues_before_a_position() {
        by(ada).given(placed(first), placed(second));
        LegalHoldListingRepository.Listed newest =
                repository.newest(true, null, 1).getFirst();

        assertThat(newest.hold().id()).isEqualTo(second);
        assertThat(repository.newest(true, newest.position(), 10))
                .extracting(listed -> listed.hold().id())
                .containsExactly(first);
    }

    private ProjectionFixture by(UUID actor) {
        return holds.at(PLACED).causedBy(Map.of(EventMetadata.ACTOR_ACCOUNT_ID, actor.toString()));
    }

    private LegalHoldPlaced placed(UUID hold) {
        return new LegalHoldPlaced(hold, LegalHoldSubject.ACCOUNT, account, "a dispute");
    }
}
