package io.tokenledger.query.auditstreaming;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.AccountBulkhead;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.events.operatoraudit.SinkRewound;
import io.tokenledger.events.operatoraudit.SinkTested;
import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.idempotency.IdempotentRequest;
import io.tokenledger.query.operatoraudit.ChangeCause;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows the progress and problems of each sink, restarts delivery from an earlier position, and sends test entries. */
@RestController
class SinkEndpoint {
    private final SinkRegistry configured;
    private final ManagedSinks managed;
    private final ManagedSinkService service;
    private final SinkRepository table;
    private final SinkResources resources;
    private final SinkStart start;
    private final SinkTester tester;
    private final AccountBulkhead tests;
    private final ProjectionBarrier barrier;
    private final OperatorAuditLog operatorAudit;

    SinkEndpoint(
            SinkRegistry configured,
            ManagedSinks managed,
            ManagedSinkService service,
            SinkRepository table,
            SinkResources resources,
            SinkStart start,
            SinkTester tester,
            BulkheadFactory bulkheads,
            ProjectionBarrier barrier,
            OperatorAuditLog operatorAudit) {
        this.configured = configured;
        this.managed = managed;
        this.service = service;
        this.table = table;
        this.resources = resources;
        this.start = start;
        this.tester = tester;
        this.tests =
                bulkheads.ofAccounts("sink-tests", "tests of sinks", SinkLimits.SINK_TESTS, ApiLimits.MAX_PERMIT_WAIT);
        this.barrier = barrier;
        this.operatorAudit = operatorAudit;
    }

    record SinkList(List<SinkResource> items) {}

    /**
     * A request to deliver entries again.
     *
     * @param from instant or position of the first event to deliver again
     */
    @Schema(name = "BackfillRequest")
    record Backfill(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String from) implements StrictBody {}

    @GetMapping("/ledger/sinks")
    @Requires(Action.LEDGER_READ)
    SinkList list() {
        barrier.requireCurrent(Set.of(ProjectionName.SINKS));
        return new SinkList(resources.all());
    }

    @PostMapping("/ledger/sinks/{name}/backfills")
    @Requires(Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SinkResource.class)))
    ResponseEntity<Object> backfill(
            @PathVariable String name, @RequestBody Backfill body, IdempotentRequest request, ChangeCause cause) {
        return request.execute(body, () -> ResponseEntity.ok(rewind(name, body, cause)));
    }

    /** Sends one test entry now and answers with the result, also if the sink is paused or fails. */
    @PostMapping("/ledger/sinks/{name}/tests")
    @Requires(Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SinkTester.Result.class)))
    ResponseEntity<Object> test(@PathVariable String name, IdempotentRequest request, ChangeCause cause) {
        return request.execute(null, () -> ResponseEntity.ok(testNow(name, cause)));
    }

    private SinkResource rewind(String name, Backfill body, ChangeCause cause) {
        if (configured.all().containsKey(name)) {
            rewind(name, name, body, cause);
            return resources.ofConfigured(name);
        }
        ManagedSink sink = managed(name);
        table.register(sink.progressKey(), sink.startPosition());
        rewind(name, sink.progressKey(), body, cause);
        return resources.of(sink);
    }

    private void rewind(String name, String progressKey, Backfill body, ChangeCause cause) {
        long position = start.before(body.from());
        if (position > table.find(progressKey).position()) {
            throw ProblemCode.BAD_VALUE.because(
                    "The sink %s has not delivered all entries before 'from' yet. Send an earlier 'from'.", name);
        }
        operatorAudit.record(new SinkRewound(name, position), cause);
        table.rewind(progressKey, position);
    }

    private SinkTester.Result testNow(String name, ChangeCause cause) {
        Sink fixed = configured.all().get(name);
        if (fixed instanceof FileSink) {
            throw ProblemCode.BAD_REQUEST.because(
                    "A sink of type file has no test, because the test entry would stay in the file. Read the file.");
        }
        ManagedSink sink = fixed == null ? managed(name) : null;
        StreamedSink tested = sink != null
                ? managed.streamed(sink)
                : new StreamedSink.Configured(
                        name, configured.propertiesOf(name).target(), Objects.requireNonNull(fixed));
        Bulkhead.Permit permit = tests.acquire(cause.caller());
        try {
            operatorAudit.record(new SinkTested(sink == null ? null : sink.id(), name), cause);
            return tester.test(tested, cause.caller());
        } finally {
            permit.close();
        }
    }

    /** A sink of the API; an unusable configured sink is answered as missing. */
    private ManagedSink managed(String name) {
        if (configured.unusable().containsKey(name)) {
            throw ProblemCode.NOT_FOUND.because("The settings of this sink are invalid. GET /ledger/sinks shows why.");
        }
        return service.require(name);
    }
}
