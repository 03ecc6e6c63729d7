package io.tokenledger.query.simulation;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.AccountBulkhead;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.PolicySimulated;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.idempotency.IdempotentRequest;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.sql.SnapshotReads;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Simulates a token policy on history. The caller needs {@code TOKEN_READ} in the organization, or on the instance. */
@RestController
class SimulationEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING);

    private final AccountBulkhead simulations;
    private final PolicySimulator simulator;
    private final SnapshotReads snapshots;
    private final AsOfResolver asOfResolver;
    private final OperatorAuditLog operatorAudit;
    private final ProjectionBarrier barrier;

    SimulationEndpoint(
            BulkheadFactory bulkheads,
            PolicySimulator simulator,
            SnapshotReads snapshots,
            AsOfResolver asOfResolver,
            OperatorAuditLog operatorAudit,
            ProjectionBarrier barrier) {
        this.simulations = bulkheads.ofAccounts(
                "policy-simulations", "policy simulations", QueryLimits.POLICY_SIMULATIONS, ApiLimits.MAX_PERMIT_WAIT);
        this.simulator = simulator;
        this.snapshots = snapshots;
        this.asOfResolver = asOfResolver;
        this.operatorAudit = operatorAudit;
        this.barrier = barrier;
    }

    /**
     * The policy and window of a simulation.
     *
     * @param organization organization whose accounts the policy binds; without it, all accounts of the instance
     * @param policy policy to simulate; required
     * @param from instant from which the policy is in force; required
     * @param to end of the window, exclusive; now if omitted
     */
    record SimulationBody(
            @Nullable UUID organization,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            TokenPolicyResource policy,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Instant from,

            @Nullable Instant to)
            implements StrictBody {
        SimulationBody {
            from = from == null ? null : ParameterType.requireInRange("from", from);
            to = to == null ? null : ParameterType.requireInRange("to", to);
        }
    }

    @PostMapping("/ledger/policy_simulations")
    @Requires(value = Action.SELF, inside = Action.TOKEN_READ)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SimulationReport.class)))
    ResponseEntity<Object> simulate(
            @RequestBody SimulationBody body, IdempotentRequest request, Caller caller, RequestOrigin origin) {
        requirePermission(body.organization(), caller);
        return request.execute(
                body,
                () -> ResponseEntity.ok(simulate(body, caller, origin)),
                () -> recordRead(body, requirePolicy(body), caller, origin));
    }

    private static void requirePermission(@Nullable UUID organization, Caller caller) {
        if (organization == null) {
            caller.require(Action.TOKEN_READ);
        } else {
            caller.require(Action.TOKEN_READ, organization);
        }
    }

    private static TokenPolicy requirePolicy(SimulationBody body) {
        if (body.policy() == null || body.from() == null) {
            throw ProblemCode.BAD_VALUE.because(
                    "'policy' and 'from' are required. The policy is simulated as if in force since 'from'.");
        }
        return body.policy().checked();
    }

    private void recordRead(SimulationBody body, TokenPolicy policy, Caller caller, RequestOrigin origin) {
        Instant from = Objects.requireNonNull(body.from());
        operatorAudit.record(new PolicySimulated(body.organization(), policy, from, body.to()), caller, origin);
    }

    private SimulationReport simulate(SimulationBody body, Caller caller, RequestOrigin origin) {
        UUID organization = body.organization();
        TokenPolicy policy = requirePolicy(body);
        Instant from = Objects.requireNonNull(body.from());
        AsOf now = asOfResolver.now();
        Instant to = body.to() == null ? now.at().plusMillis(1) : body.to();
        if (!to.isAfter(from)) {
            throw ProblemCode.BAD_VALUE.because("'from' must be before 'to', which is now if omitted.");
        }
        Bulkhead.Permit permit = simulations.acquire(caller);
        try {
            Freshness fresh = barrier.requireCurrent(SOURCES);
            recordRead(body, policy, caller, origin);
            return snapshots.read(
                    () -> simulator.run(organization, policy, from, to, now.at(), caller, barrier.inSnapshot(fresh)));
        } finally {
            permit.close();
        }
    }
}
