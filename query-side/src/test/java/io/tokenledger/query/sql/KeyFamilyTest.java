package io.tokenledger.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A family has no depth at which a key could hide. */
class KeyFamilyTest {
    private static final int CHAIN = 300;

    private final TestDatabase database = Projections.newDatabase();
    private final ProjectionFixture history = Projections.on(database, "history");

    @Test
    void a_chain_of_keys_belongs_to_the_family_to_its_end() {
        UUID owner = UUID.randomUUID();
        List<UUID> keys =
                IntStream.range(0, CHAIN).mapToObj(number -> UUID.randomUUID()).toList();
        for (int i = 0; i < CHAIN; i++) {
            history.given(new TokenCreated(
                    keys.get(i), owner, "k" + i, null, SampleEvents.DIGEST, 1, null, i == 0 ? null : keys.get(i - 1)));
        }

        assertThat(KeyFamily.idsOf(keys.getFirst(), database.jdbc(), 2 * CHAIN))
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(KeyFamily.idsOf(keys.getLast(), database.jdbc(), 2 * CHAIN)).containsExactly(keys.getLast());
    }
}
