package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.query.FindIdleKeys;
import io.tokenledger.api.query.IdleKeys;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.organization.OrganizationLookup;
import io.tokenledger.command.organization.OrganizationRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deactivates keys that were not used for longer than an organization of their owner allows. The keys are not deleted,
 * so their owners still find them, with the reason.
 */
@Component
public class IdleKeySweep {
    private static final Logger LOG = LoggerFactory.getLogger(IdleKeySweep.class);

    private final OrganizationLookup organizations;
    private final QueryGateway queries;
    private final CommandGateway commands;
    private final Clock clock;

    IdleKeySweep(OrganizationLookup organizations, QueryGateway queries, CommandGateway commands, Clock clock) {
        this.organizations = organizations;
        this.queries = queries;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    public void sweep() {
        for (OrganizationRecord organization : organizations.withIdleRule()) {
            try {
                sweep(organization);
            } catch (RuntimeException failed) { // sweep the other organizations; this one is retried in an hour
                LOG.warn(
                        "Idle keys of organization {} were not deactivated. The next sweep in 1 hour retries it",
                        organization.organizationId(),
                        failed);
            }
        }
    }

    private void sweep(OrganizationRecord organization) {
        int days = Objects.requireNonNull(organization.policy().maxIdleDays());
        String reason = "unused for " + days + " days (max_idle_days of organization '" + organization.name() + "')";
        FindIdleKeys query =
                new FindIdleKeys(organization.organizationId(), clock.instant().minus(Duration.ofDays(days)));
        queries.query(query, IdleKeys.class)
                .orTimeout(CommandLimits.IDLE_KEY_SEARCH_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .tokenIds()
                .forEach(key -> deactivate(key, reason));
    }

    private void deactivate(UUID key, String reason) {
        try {
            commands.sendAndWait(new DeactivateToken(key, reason, null));
        } catch (ProblemException e) {
            if (e.problem().code() == ProblemCode.TOKEN_NOT_FOUND) {
                LOG.debug("Idle key {} was deleted before the sweep could deactivate it", key);
            } else {
                LOG.warn(
                        "Idle key {} was not deactivated and stays valid: {} The next sweep in 1 hour retries it.",
                        key,
                        e.problem().message());
            }
        }
    }
}
