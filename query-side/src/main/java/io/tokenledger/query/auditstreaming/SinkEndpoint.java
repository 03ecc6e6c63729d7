package io.tokenledger.query.auditstreaming;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.SinkRewound;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.audittrail.AuditFeed;
import io.tokenledger.query.idempotency.IdempotentRequest;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows the progress and problems of each sink, and restarts delivery from an earlier position. */
@RestController
class SinkEndpoint {
    private final SinkRegistry sinks;
    private final SinkRepository table;
    private final AuditFeed trail;
    private final AsOfResolver asOfResolver;
    private final OperatorAuditLog operatorAudit;

    SinkEndpoint(
            SinkRegistry sinks,
            SinkRepository table,
            AuditFeed trail,
            AsOfResolver asOfResolver,
            OperatorAuditLog operatorAudit) {
        this.sinks = sinks;
        this.table = table;
        this.trail = trail;
        this.asOfResolver = asOfResolver;
        this.operatorAudit = operatorAudit;
    }

    /**
     * The state of a sink.
     *
     * @param name name, or index where the properties of an unusable sink give no name
     * @param type webhook, file or syslog; null for an unusable sink
     * @param format format of its entries; null for an unusable sink
     * @param state delivering; failing: the ledger retries; or unusable: the problem says what to correct
     * @param position position of the last delivered entry
     * @param behind number of positions between that entry and the last complete entry
     * @param failures number of consecutive failures
     * @param problem problem of the last failed delivery, or of an unusable sink; null if there is none
     */
    record SinkResource(
            String name,

            @Schema(allowableValues = {"webhook", "file", "syslog"}) @Nullable
            String type,

            @Nullable String format,

            @Schema(allowableValues = {"delivering", "failing", "unusable"})
            String state,

            long position,
            long behind,
            @Nullable Instant deliveredAt,
            int failures,
            @Nullable String problem) {}

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
        return new SinkList(Stream.concat(
                        sinks.all().keySet().stream().map(this::resource),
                        sinks.unusable().entrySet().stream().map(SinkEndpoint::unusable))
                .toList());
    }

    @PostMapping("/ledger/sinks/{name}/backfills")
    @Requires(Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SinkResource.class)))
    ResponseEntity<Object> backfill(
            @PathVariable String name,
            @RequestBody Backfill body,
            IdempotentRequest request,
            Caller caller,
            RequestOrigin origin) {
        return request.execute(body, () -> ResponseEntity.ok(rewind(name, body, caller, origin)));
    }

    private SinkResource rewind(String name, Backfill body, Caller caller, RequestOrigin origin) {
        if (!sinks.all().containsKey(name)) {
            throw ProblemCode.NOT_FOUND.because("There is no such sink. GET /ledger/sinks lists the configured sinks.");
        }
        if (body.from() == null) {
            throw ProblemCode.BAD_VALUE.because(
                    "'from' must be an instant such as 2026-01-31T12:00:00Z, or the position of an event.");
        }
        long before = body.from().chars().allMatch(Character::isDigit)
                ? asOfResolver.position(body.from()) - 1
                : asOfResolver.lastBy(asOfResolver.of(body.from()).at().minusMillis(1));
        long position = Math.max(0, before);
        if (position > table.find(name).position()) {
            throw ProblemCode.BAD_VALUE.because(
                    "The sink %s has not delivered all entries before 'from' yet. Send an earlier 'from'.", name);
        }
        operatorAudit.record(new SinkRewound(name, position), caller, origin);
        table.rewind(name, position);
        return resource(name);
    }

    private static SinkResource unusable(Map.Entry<String, String> sink) {
        return new SinkResource(sink.getKey(), null, null, "unusable", 0, 0, null, 0, sink.getValue());
    }

    private SinkResource resource(String name) {
        SinkRepository.State state = table.find(name);
        SinkProperties setting = sinks.propertiesOf(name);
        return new SinkResource(
                name,
                setting.typeName(),
                setting.format(),
                state.failures() > 0 ? "failing" : "delivering",
                state.position(),
                Math.max(0, trail.end() - state.position()),
                state.deliveredAt(),
                state.failures(),
                state.problem());
    }
}
