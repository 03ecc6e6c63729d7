package io.tokenledger.query.incidentcase;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.exposure.ExposureReports;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.idempotency.IdempotentRequest;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Opens, changes and lists incident cases. Every account may open a case about what it may see. Only readers of the
 * instance may read cases, because the holder of a leaked key must not learn what is known about it.
 */
@RestController
class IncidentCaseEndpoint {
    private static final Set<ProjectionName> LIST_SOURCES =
            Set.of(ProjectionName.INCIDENT_CASES, ProjectionName.ACCOUNT_LISTING);

    private final IncidentCaseService service;
    private final IncidentCaseRepository cases;
    private final ExposureReports reports;
    private final AsOfResolver asOfResolver;
    private final Cursors cursors;
    private final ProjectionLag lag;

    IncidentCaseEndpoint(
            IncidentCaseService service,
            IncidentCaseRepository cases,
            ExposureReports reports,
            AsOfResolver asOfResolver,
            Cursors cursors,
            ProjectionLag lag) {
        this.service = service;
        this.cases = cases;
        this.reports = reports;
        this.asOfResolver = asOfResolver;
        this.cursors = cursors;
        this.lag = lag;
    }

    /**
     * A case to open. Exactly one of {@code token}, {@code owner}, {@code ip} and {@code apiToken} is required.
     *
     * @param title what the case is about: 1 to 255 characters on one line
     * @param token id of an API key
     * @param owner id of an account
     * @param ip an address, or a network in CIDR notation
     * @param apiToken the {@code jti} of an API token
     * @param from start of the window, inclusive: the earliest time of the suspected leak
     * @param to end of the window, exclusive; now if omitted
     */
    record OpenCaseBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String title,

            @Nullable UUID token,
            @Nullable UUID owner,
            @Nullable String ip,
            @Nullable String apiToken,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Instant from,

            @Nullable Instant to)
            implements StrictBody {
        OpenCaseBody {
            from = from == null ? null : ParameterType.requireInRange("from", from);
            to = to == null ? null : ParameterType.requireInRange("to", to);
        }
    }

    /**
     * A change of a case.
     *
     * @param state closed or open
     * @param conclusion what was found out, 1 to 4,000 characters; required to close a case
     */
    record ChangeCaseBody(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"open", "closed"})
            @Nullable
            String state,

            @Nullable String conclusion)
            implements StrictBody {}

    /**
     * A note to add.
     *
     * @param text 1 to 4,000 characters, without any credential
     */
    record AddNoteBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String text) implements StrictBody {}

    /**
     * A bulk operation to add.
     *
     * @param operation id of the bulk operation
     */
    record AddOperationBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            UUID operation) implements StrictBody {}

    @PostMapping("/ledger/cases")
    @Requires(Action.SELF) // the subject must be visible to the caller
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = IncidentCase.class)))
    ResponseEntity<Object> open(
            @RequestBody OpenCaseBody body, IdempotentRequest request, Caller caller, RequestOrigin origin) {
        return request.execute(
                body, () -> created(service.open(CaseText.title(body.title()), window(body, caller), caller, origin)));
    }

    @PatchMapping("/ledger/cases/{caseId}")
    @Requires(Action.LEDGER_READ)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = IncidentCase.class)))
    ResponseEntity<Object> change(
            @PathVariable UUID caseId,
            @RequestBody ChangeCaseBody body,
            IdempotentRequest request,
            Caller caller,
            RequestOrigin origin) {
        Supplier<IncidentCase> change = switch (body.state() == null ? "" : body.state()) {
            case "closed" ->
                () -> service.close(caseId, CaseText.note("conclusion", body.conclusion()), caller, origin);
            case "open" -> () -> service.reopen(caseId, caller, origin);
            default -> throw ProblemCode.BAD_VALUE.because("'state' must be open or closed.");
        };
        return request.execute(body, () -> ResponseEntity.ok(change.get()));
    }

    @PostMapping("/ledger/cases/{caseId}/notes")
    @Requires(Action.LEDGER_READ)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = IncidentCase.class)))
    ResponseEntity<Object> addNote(
            @PathVariable UUID caseId,
            @RequestBody AddNoteBody body,
            IdempotentRequest request,
            Caller caller,
            RequestOrigin origin) {
        return request.execute(
                body, () -> created(service.addNote(caseId, CaseText.note("text", body.text()), caller, origin)));
    }

    @PostMapping("/ledger/cases/{caseId}/operations")
    @Requires(Action.LEDGER_READ)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = IncidentCase.class)))
    ResponseEntity<Object> addOperation(
            @PathVariable UUID caseId,
            @RequestBody AddOperationBody body,
            IdempotentRequest request,
            Caller caller,
            RequestOrigin origin) {
        UUID operation = body.operation();
        if (operation == null) {
            throw ProblemCode.BAD_VALUE.because("'operation' must be the id of a bulk operation.");
        }
        return request.execute(body, () -> created(service.addOperation(caseId, operation, caller, origin)));
    }

    @GetMapping("/ledger/cases")
    @Requires(Action.LEDGER_READ)
    ResponseEntity<CursorList<IncidentCase>> list(
            @Parameter(description = "open or closed; both by default") @RequestParam(required = false) @Nullable
                    String state,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        Boolean open = state == null ? null : Boolean.valueOf(isOpen(state));
        int size = Limit.of(limit);
        String requested = caller.accountId() + "\ncases\n" + state;
        Long before = cursor == null
                ? null
                : Long.valueOf(cursors.read(requested, cursor).getFirst());
        Freshness fresh = lag.of(LIST_SOURCES);
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        cases.newest(open, before, size + 1),
                        size,
                        IncidentCaseRepository.Listed::incident,
                        row -> cursors.write(requested, List.of(Long.toString(row.position()))),
                        fresh));
    }

    private CaseWindow window(OpenCaseBody body, Caller caller) {
        Instant from = body.from();
        Instant now = asOfResolver.now().at().plusMillis(1);
        Instant to = body.to() == null ? now : body.to();
        if (from == null || !from.isBefore(to) || to.isAfter(now)) {
            throw ProblemCode.BAD_VALUE.because(
                    "'from' must be the earliest time of the suspected leak, such as 2026-01-31T12:00:00Z, before 'to'."
                            + " 'to' must not be in the future.");
        }
        return new CaseWindow(
                reports.requireSubject(body.token(), body.owner(), body.ip(), body.apiToken(), caller),
                from,
                to,
                asOfResolver.lastBy(from.minusMillis(1)),
                asOfResolver.lastBy(to.minusMillis(1)));
    }

    private static boolean isOpen(String state) {
        return switch (state) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw ProblemCode.BAD_VALUE.because("'state' must be open or closed.");
        };
    }

    private static ResponseEntity<Object> created(IncidentCase incident) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(incident);
    }
}
