package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Wrong passwords for random usernames, from addresses of one network. */
class SignInFloodTest {
    private static final String NETWORK = "2001:db8:51:1::";
    private static final int CONNECTIONS = 40;
    private static final int EACH = 6;
    private static final int LIMIT = 100;
    private static final int IN_FLIGHT = 8;

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void a_network_that_sprays_passwords_gets_429_and_others_sign_in() {
        Client user = ledger.newUser();
        List<Answer> flood = new CopyOnWriteArrayList<>();
        List<Duration> rightOnes = new CopyOnWriteArrayList<>();
        long start = System.nanoTime();
        AtomicInteger turn = new AtomicInteger();
        Concurrently.run(CONNECTIONS + 1, () -> {
            if (turn.getAndIncrement() == CONNECTIONS) {
                long begun = System.nanoTime();
                signIn("198.51.100.51", user.username(), LedgerUnderTest.PASSWORD)
                        .requireStatus(200);
                rightOnes.add(Duration.ofNanos(System.nanoTime() - begun));
            } else {
                flood.addAll(spray());
            }
            return true;
        });

        assertThat(rightOnes).hasSize(1).allMatch(time -> time.compareTo(Duration.ofSeconds(15)) < 0);
        List<Answer> refused =
                flood.stream().filter(answer -> answer.status() == 401).toList();
        List<Answer> toldToWait =
                flood.stream().filter(answer -> answer.status() == 429).toList();
        long minutes = 1 + Duration.ofNanos(System.nanoTime() - start).toMinutes() + 1; // the count restarts with each
        assertThat(refused).hasSizeLessThanOrEqualTo((int) minutes * (LIMIT + IN_FLIGHT));
        assertThat(refused.size() + toldToWait.size()).isEqualTo(CONNECTIONS * EACH);
        assertThat(toldToWait)
                .allMatch(answer -> Integer.parseInt(answer.header("Retry-After")) >= 1)
                .allMatch(answer -> answer.body().contains("TooManyRequests"));
        // Attempts that were rejected without a check do not count, so the flood may end below the limit.
        ledger.clock().travel(Duration.ofMinutes(1)); // the count of a minute begins with its first attempt
        for (int i = 0; i <= LIMIT; i++) {
            signIn(NETWORK + "fffe", "stranger" + i, "wrong"); // each name has a limit of its own
        }
        // Until the minute is over, even the right password from this network is not checked.
        assertThat(signIn(NETWORK + "ffff", user.username(), LedgerUnderTest.PASSWORD)
                        .status())
                .isEqualTo(429);
    }

    @Test
    void refused_api_keys_do_not_keep_people_behind_the_same_proxy_from_signing_in() {
        Client user = ledger.newUser();
        String address = "198.51.100.52";
        for (int i = 0; i < LIMIT + 20; i++) {
            Client.of(ledger).from(address).bearer("garbage" + i).get("/users/me");
        }

        signIn(address, user.username(), LedgerUnderTest.PASSWORD).requireStatus(200);
    }

    private List<Answer> spray() {
        return IntStream.range(0, EACH)
                .mapToObj(i -> attempts.incrementAndGet())
                .map(i -> signIn(NETWORK + Integer.toHexString(i), "unknown" + i, "wrong"))
                .toList();
    }

    private Answer signIn(String address, String username, String password) {
        return Client.of(ledger).from(address).form("/auth/login", Map.of("username", username, "password", password));
    }
}
