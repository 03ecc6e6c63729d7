package io.tokenledger.query.exposure;

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
import io.tokenledger.events.operatoraudit.ExposureReported;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.idempotency.IdempotentRequest;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Reports what a leaked credential did, created and could reach: as JSON, or as a page if the request accepts HTML. */
@RestController
class ExposureEndpoint {
    private final ExposureReports reports;
    private final ExposurePage page;
    private final AsOfResolver asOfResolver;
    private final OperatorAuditLog operatorAudit;

    ExposureEndpoint(
            ExposureReports reports, ExposurePage page, AsOfResolver asOfResolver, OperatorAuditLog operatorAudit) {
        this.reports = reports;
        this.page = page;
        this.asOfResolver = asOfResolver;
        this.operatorAudit = operatorAudit;
    }

    /**
     * The subject and window of a report. Exactly one of the first four components is required.
     *
     * @param token id of an API key
     * @param owner id of an account
     * @param ip an address, or a network in CIDR notation
     * @param apiToken the {@code jti} of an API token
     * @param from start of the window, inclusive; required
     * @param to end of the window, exclusive; now if omitted
     */
    record ExposureBody(
            @Nullable UUID token,
            @Nullable UUID owner,
            @Nullable String ip,
            @Nullable String apiToken,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Instant from,

            @Nullable Instant to)
            implements StrictBody {
        ExposureBody {
            from = from == null ? null : ParameterType.requireInRange("from", from);
            to = to == null ? null : ParameterType.requireInRange("to", to);
        }
    }

    @PostMapping(path = "/ledger/exposure_reports", produces = MediaType.APPLICATION_JSON_VALUE)
    @Requires(Action.SELF) // the report contains only what the caller may see
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ExposureReport.class)))
    ResponseEntity<Object> report(
            @RequestBody ExposureBody body, IdempotentRequest request, Caller caller, RequestOrigin origin) {
        return request.execute(
                body,
                () -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(make(body, caller, origin)),
                () -> recordRead(subject(body), body.from(), body.to(), caller, origin));
    }

    @PostMapping(path = "/ledger/exposure_reports", produces = MediaType.TEXT_HTML_VALUE)
    @Requires(Action.SELF)
    ResponseEntity<String> page(@RequestBody ExposureBody body, Caller caller, RequestOrigin origin) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .body(page.of(make(body, caller, origin)));
    }

    private ExposureReport make(ExposureBody body, Caller caller, RequestOrigin origin) {
        ReportSubject subject = subject(body);
        Instant from = body.from();
        if (from == null) {
            throw ProblemCode.BAD_VALUE.because(
                    "'from' must be an instant such as 2026-01-31T12:00:00Z: the earliest time of the suspected leak.");
        }
        Instant to = body.to() == null ? asOfResolver.now().at().plusMillis(1) : body.to();
        if (!to.isAfter(from)) {
            throw ProblemCode.BAD_VALUE.because(
                    body.to() == null ? "'from' must not be in the future." : "'from' must be before 'to'.");
        }
        return reports.report(
                subject,
                () -> new ReportWindow(
                        from, to, asOfResolver.lastBy(from.minusMillis(1)), asOfResolver.lastBy(to.minusMillis(1))),
                caller,
                () -> recordRead(subject, from, body.to(), caller, origin));
    }

    private void recordRead(
            ReportSubject subject, @Nullable Instant from, @Nullable Instant to, Caller caller, RequestOrigin origin) {
        operatorAudit.record(
                new ExposureReported(subject.kind(), subject.value(), Objects.requireNonNull(from), to),
                caller,
                origin);
    }

    private static ReportSubject subject(ExposureBody body) {
        return ReportSubject.of(body.token(), body.owner(), body.ip(), body.apiToken());
    }
}
