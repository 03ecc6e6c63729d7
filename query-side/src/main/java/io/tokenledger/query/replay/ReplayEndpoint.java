package io.tokenledger.query.replay;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.filter.UnbufferedResponse;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.operatoraudit.ReadModelReplayed;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.idempotency.IdempotentRequest;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Starts, shows and drops replays. */
@RestController
class ReplayEndpoint {
    private final ReplayRunner runner;
    private final ReplayRepository replays;
    private final ReplayProgress progress;
    private final LivePositions live;
    private final AsOfResolver asOfResolver;
    private final OperatorAuditLog operatorAudit;
    private final Clock clock;
    private final Object sandboxes = new Object();

    ReplayEndpoint(
            ReplayRunner runner,
            ReplayRepository replays,
            ReplayProgress progress,
            LivePositions live,
            AsOfResolver asOfResolver,
            OperatorAuditLog operatorAudit,
            Clock clock) {
        this.runner = runner;
        this.replays = replays;
        this.progress = progress;
        this.live = live;
        this.asOfResolver = asOfResolver;
        this.operatorAudit = operatorAudit;
        this.clock = clock;
    }

    /** Whether to compare the copy with the live read model only. By default, the copy replaces it. */
    record ReplayBody(@Nullable Boolean verify) implements StrictBody {}

    /** The point in time of the sandbox: an instant, or the position of an event; by default the last event. */
    record SandboxBody(@Nullable String asOf) implements StrictBody {}

    /** The latest replays, newest first. */
    record ReplayList(List<ReplayResource> items) {}

    /** A comparison changes nothing, so a caller that reads the ledger may start one. A rebuild needs more. */
    @PostMapping("/ledger/projections/{name}/replays")
    @Requires(value = Action.LEDGER_READ, inside = Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ReplayResource.class)))
    ResponseEntity<Object> replay(
            @PathVariable String name,
            @RequestBody(required = false) @Nullable ReplayBody body,
            IdempotentRequest request,
            Caller caller,
            RequestOrigin origin) {
        boolean verify = body != null && Boolean.TRUE.equals(body.verify());
        if (!verify) {
            caller.require(Action.LEDGER_OPERATE);
        }
        List<String> projections = List.of(runner.requireProjection(name).name());
        Replay.Kind kind = verify ? Replay.Kind.VERIFY : Replay.Kind.REBUILD;
        return request.execute(body, () -> begin(kind, projections, null, null, caller, origin));
    }

    @PostMapping("/ledger/replays")
    @Requires(Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ReplayResource.class)))
    ResponseEntity<Object> sandbox(
            @RequestBody SandboxBody body, IdempotentRequest request, Caller caller, RequestOrigin origin) {
        return request.execute(body, () -> beginSandbox(body, caller, origin));
    }

    private ResponseEntity<Object> beginSandbox(SandboxBody body, Caller caller, RequestOrigin origin) {
        String asOf = body.asOf();
        long until = asOf == null ? live.head() : asOfResolver.position("as_of", asOf);
        Instant requestedAt = asOf == null ? null : asOfResolver.namedInstant("as_of", asOf);
        synchronized (sandboxes) {
            if (replays.sandboxes().size() >= QueryLimits.MAX_SANDBOXES) {
                throw ProblemCode.REPLAY_UNDER_WAY.because(
                        "Three sandboxes exist, which is the maximum. Delete one of them first.");
            }
            return begin(Replay.Kind.SANDBOX, runner.all(), until, requestedAt, caller, origin);
        }
    }

    @GetMapping("/ledger/replays")
    @Requires(Action.LEDGER_READ)
    ReplayList list() {
        return new ReplayList(replays.newest().stream()
                .map(replay -> ReplayResource.of(replay, clock.instant()))
                .toList());
    }

    @GetMapping(path = "/ledger/replays/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Requires(Action.LEDGER_READ)
    ReplayResource one(@PathVariable UUID id) {
        return ReplayResource.of(requireReplay(id), clock.instant());
    }

    @GetMapping(path = "/ledger/replays/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Requires(Action.LEDGER_READ)
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema =
                                    @Schema(
                                            type = "string",
                                            description =
                                                    "events named progress and end, each with the replay as JSON")))
    SseEmitter follow(@PathVariable UUID id, HttpServletResponse response) {
        UnbufferedResponse.mark(response);
        return progress.follow(requireReplay(id).id());
    }

    @DeleteMapping("/ledger/replays/{id}")
    @Requires(Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "204", content = @Content)
    ResponseEntity<Object> drop(@PathVariable UUID id, IdempotentRequest request) {
        return request.execute(null, () -> {
            runner.drop(requireReplay(id));
            return ResponseEntity.noContent().build();
        });
    }

    private ResponseEntity<Object> begin(
            Replay.Kind kind,
            List<String> projections,
            @Nullable Long until,
            @Nullable Instant requestedAt,
            Caller caller,
            RequestOrigin origin) {
        try {
            UUID id = replays.begin(kind, projections, until, requestedAt, live.countUpTo(until), caller.accountId());
            String purpose = WireNames.of(kind);
            try {
                operatorAudit.record(new ReadModelReplayed(id, purpose, projections, until), caller, origin);
            } catch (RuntimeException unrecorded) {
                replays.delete(id); // without an operator audit event, no replay starts
                throw unrecorded;
            }
            runner.submit(id);
            return ResponseEntity.status(HttpStatus.ACCEPTED).body(one(id));
        } catch (DuplicateKeyException another) {
            throw ProblemCode.REPLAY_UNDER_WAY.because("A replay of this projection is already running.");
        }
    }

    private Replay requireReplay(UUID id) {
        return replays.find(id).orElseThrow(() -> ProblemCode.REPLAY_NOT_FOUND.because("There is no such replay."));
    }
}
