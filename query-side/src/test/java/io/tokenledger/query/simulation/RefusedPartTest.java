package io.tokenledger.query.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedPartTest {
    private static final int POSITIONS = 12;
    private static final int GENERATIONS = 4;

    private final List<UUID> keys = List.of(UUID.randomUUID(), UUID.randomUUID());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_use_is_in_one_part_which_belongs_to_the_first_interval_that_contains_it(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<RefusedInterval> spans = spans(random);
            List<RefusedPart> parts = RefusedPart.of(spans);
            for (UUID key : keys) {
                for (int position = 0; position < POSITIONS; position++) {
                    for (int generation = 0; generation < GENERATIONS; generation++) {
                        assertThat(partsOf(parts, key, position, generation))
                                .as("position %d, generation %d in %s", position, generation, spans)
                                .isEqualTo(firstOf(spans, key, position, generation));
                    }
                }
            }
        }
    }

    private List<RefusedInterval> spans(Random random) {
        List<RefusedInterval> spans = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            spans.add(new RefusedInterval(
                    keys.get(random.nextInt(2)),
                    keys.getFirst(),
                    random.nextInt(POSITIONS),
                    random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextInt(POSITIONS),
                    random.nextInt(GENERATIONS),
                    "max_idle_days",
                    Instant.EPOCH));
        }
        return spans;
    }

    private static List<Integer> partsOf(List<RefusedPart> parts, UUID key, long position, int generation) {
        return parts.stream()
                .filter(part -> part.tokenId().equals(key) && part.begin() <= position && position < part.end())
                .filter(part -> part.lowest() <= generation && generation <= part.highest())
                .map(RefusedPart::span)
                .toList();
    }

    private static List<Integer> firstOf(List<RefusedInterval> spans, UUID key, long position, int generation) {
        return spans.stream()
                .filter(span -> span.tokenId().equals(key) && span.begin() <= position && position < span.end())
                .filter(span -> span.minGeneration() <= generation)
                .map(spans::indexOf)
                .limit(1)
                .toList();
    }
}
