package io.tokenledger.eventstore.personaldata;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Reports whether this process can encrypt and decrypt personal texts. */
final class EncryptionHealthIndicator implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptionHealthIndicator.class);

    private final KeyEncryptionKeys keys;
    private volatile Optional<String> problem;

    EncryptionHealthIndicator(KeyEncryptionKeys keys) {
        this.keys = keys;
        this.problem = keys.problem();
        problem.ifPresent(LOG::error);
    }

    /** Looks at intervals instead of on each probe, because a look reads the store and a file. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void check() {
        Optional<String> before = problem;
        try {
            problem = keys.problem();
        } catch (DataAccessException unavailable) {
            LOG.debug(
                    "The key-encryption key cannot be compared with the store. The next check is in 10 s.",
                    unavailable);
            return;
        }
        if (problem.isPresent() && before.isEmpty()) {
            LOG.error(problem.get());
        } else if (problem.isEmpty() && before.isPresent()) {
            LOG.info("The key-encryption key is available again: personal data can be read and recorded.");
        }
    }

    @Override
    public Health health() {
        return problem.map(text -> Health.down().withDetail("problem", text).build())
                .orElseGet(() -> Health.up().build());
    }
}
