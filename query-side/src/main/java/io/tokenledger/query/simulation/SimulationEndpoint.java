package io.tokenledger.query.simulation;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.limit.AccountBulkhead;
import io.tokenledger.access.limit.Bulkhead;
import io.tokenledger.access.limit.Bulkheads;
import io.tokenledger.access.organization.TokenPolicyBody;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.oversight.PolicySimulated;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.moment.Moment;
import io.tokenledger.query.moment.Moments;
import io.tokenledger.query.oversight.Oversight;
import io.tokenledger.query.sql.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A token policy tried on history. It asks of an organization what its readers may know, and of the instance likewise. */
@RestController
class SimulationEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING);

    /** A simulation reads much of the trail. */
    private static final Bulkhead.Limit LIMIT = new Bulkhead.Limit(1, 2, 2);

    private final AccountBulkhead simulations;
    private final Simulator simulator;
    private final Moments moments;
    private final Oversight oversight;
    private final ProjectionBarrier barrier;

    SimulationEndpoint(
            Bulkheads bulkheads, Simulator simulator, Moments moments, Oversight oversight, ProjectionBarrier barrier) {
        this.simulations =
                bulkheads.ofAccounts("policy-simulations", "policy simulations", LIMIT, Duration.ofSeconds(1));
        this.simulator = simulator;
        this.moments = moments;
        this.oversight = oversight;
        this.barrier = barrier;
    }

    /**
     * What to try.
     *
     * @param organization whose accounts the policy shall bind; without it all of the instance
     * @param from since when it shall be in force
     * @param to now where it is left out
     */
    record SimulationBody(
            @Nullable UUID organization,
            @Nullable TokenPolicyBody policy,
            @Nullable Instant from,
            @Nullable Instant to) {
        SimulationBody {
            from = from == null ? null : Parameters.within("from", from);
            to = to == null ? null : Parameters.within("to", to);
        }
    }

    @PostMapping("/ledger/policy_simulations")
    @Requires(value = Action.SELF, inside = Action.TOKEN_READ)
    SimulationReport simulate(@RequestBody SimulationBody body, Caller caller, Origin origin) {
        UUID organization = body.organization();
        if (organization == null) {
            caller.demand(Action.TOKEN_READ);
        } else {
            caller.demand(Action.TOKEN_READ, organization);
        }
        Instant from = body.from();
        if (body.policy() == null || from == null) {
            throw RefusalCode.BAD_VALUE.because("Send a policy, and from: since when it shall be in force.");
        }
        TokenPolicy policy = body.policy().checked();
        Moment now = moments.now();
        Instant to = body.to() == null ? now.at().plusMillis(1) : body.to();
        if (!to.isAfter(from)) {
            throw RefusalCode.BAD_VALUE.because("from is before to.");
        }
        Bulkhead.Permit permit = simulations.acquire(caller);
        try {
            Freshness fresh = barrier.requireCurrent(SOURCES);
            oversight.record(new PolicySimulated(organization, policy, from, body.to()), caller, origin);
            return simulator.run(organization, policy, from, to, caller, fresh);
        } finally {
            permit.close();
        }
    }
}
