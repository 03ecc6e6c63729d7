package io.tokenledger.authentication.signing;

import io.tokenledger.eventstore.startup.StartupException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ensures that all processes of a ledger have the same signing keys and the same fingerprint key. Each process records
 * the ids of its keys in the shared store. A process with another folder does not start, because it would reject API
 * tokens that the others sign.
 */
@Component
@DependsOnDatabaseInitialization
class SigningKeyRegistry implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyRegistry.class);
    private static final String FIXED_TEXT = "token-ledger key folder";

    private final SigningKeyRepository table;
    private final SigningKeyRing keys;
    private final SigningProperties settings;
    private final Clock clock;
    private final String fingerprint;
    private volatile Optional<String> problem = Optional.empty();

    SigningKeyRegistry(
            SigningKeyRepository table,
            SigningKeyRing keys,
            Fingerprints fingerprints,
            SigningProperties settings,
            Clock clock) {
        this.table = table;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.fingerprint = fingerprints.brief(FIXED_TEXT);
        register();
    }

    /** Compares the keys of this process with the recorded ones, and records its own. */
    private void register() {
        table.registerFolder(fingerprint);
        UUID given = settings.forgetKeys();
        if (given != null && table.replaceFolder(given, fingerprint)) {
            LOG.warn("LEDGER_SIGNING_FORGET_KEYS is set, so this ledger no longer accepts its previous signing keys."
                    + " Every API token issued so far is rejected. Restart the other processes,"
                    + " then remove the setting.");
        }
        difference().ifPresent(found -> {
            throw new StartupException(found);
        });
        table.recordUse(keys.currentId(), clock.instant());
    }

    /** The difference between the keys of this process and the recorded ones, with a remedy; empty if there is none. */
    private Optional<String> difference() {
        SigningKeyRepository.Folder recorded = table.folder();
        if (!recorded.fingerprint().equals(fingerprint)) {
            return Optional.of(message("its fingerprint key differs", recorded.id()));
        }
        Instant oldestTokens = clock.instant().minus(settings.lifetime());
        return missing(table.usedSince(oldestTokens))
                .map(kid -> message("the signing key " + kid + " is missing", recorded.id()));
    }

    private Optional<String> missing(List<String> kids) {
        return kids.stream().filter(kid -> !keys.accepts(kid)).findFirst();
    }

    private String message(String difference, UUID folder) {
        String setting = settings.hmacSecretFile() == null
                ? "LEDGER_SIGNING_KEYS_DIR to the folder"
                : "LEDGER_SIGNING_KEYS_DIR to the folder, and LEDGER_SIGNING_HMAC_SECRET_FILE to the secret,";
        return "The signing keys in " + settings.keysDir() + " do not belong to this ledger (" + difference
                + "), so API tokens that its processes signed would be rejected. Set " + setting
                + " that all processes share, or restore it from a backup. If the keys are lost, start with"
                + " LEDGER_SIGNING_FORGET_KEYS=" + folder + ". Every API token issued so far is then rejected.";
    }

    /** Detects a folder that stops being shared, for example a copy whose keys are rotated separately. */
    @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.SECONDS)
    void check() {
        try {
            Optional<String> found = difference();
            if (found.isPresent() && !found.equals(problem)) {
                LOG.error("{}", found.get());
            }
            problem = found;
            if (found.isEmpty()) {
                table.recordUse(keys.currentId(), clock.instant());
                table.deleteUsedBefore(clock.instant().minus(settings.lifetime().multipliedBy(2)));
            }
        } catch (DataAccessException away) {
            LOG.debug("The store is unavailable; signing keys are compared again in 10 s", away);
        }
    }

    @Override
    public Health health() {
        return problem.map(found -> Health.down().withDetail("problem", found).build())
                .orElseGet(() -> Health.up().build());
    }
}
