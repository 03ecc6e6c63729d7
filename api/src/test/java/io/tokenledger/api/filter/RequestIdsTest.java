package io.tokenledger.api.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    private static final int IDS = 10_000;

    @Test
    void ids_are_random_uuids_and_differ_between_threads() {
        RequestIds ids = new RequestIds(new SecureRandom());
        List<String> here = Stream.generate(ids::next).limit(IDS).toList();
        List<String> there = CompletableFuture.supplyAsync(
                        () -> Stream.generate(ids::next).limit(IDS).toList())
                .join();

        assertThat(Stream.concat(here.stream(), there.stream())).doesNotHaveDuplicates();
        assertThat(here).allSatisfy(id -> {
            UUID uuid = UUID.fromString(id);
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
        });
    }
}
