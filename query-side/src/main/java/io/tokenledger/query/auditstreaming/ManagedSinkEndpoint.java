package io.tokenledger.query.auditstreaming;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.events.WireNames;
import io.tokenledger.query.idempotency.IdempotentRequest;
import io.tokenledger.query.operatoraudit.ChangeCause;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Adds, changes, pauses and removes sinks without a restart. */
@RestController
class ManagedSinkEndpoint {
    private final ManagedSinkService service;
    private final SinkRequestCheck check;
    private final SinkResources resources;
    private final SinkStart start;
    private final SecureRandom random;

    ManagedSinkEndpoint(
            ManagedSinkService service,
            SinkRequestCheck check,
            SinkResources resources,
            SinkStart start,
            SecureRandom random) {
        this.service = service;
        this.check = check;
        this.resources = resources;
        this.start = start;
        this.random = random;
    }

    /**
     * A sink to add.
     *
     * @param name unique name: 1 to 50 lower-case letters, digits and hyphens
     * @param type webhook or syslog
     * @param target https URL without a query for a webhook, host:port for syslog; at most 500 characters
     * @param format ndjson by default, which a webhook always has; for syslog also csv, cef or ocsf
     * @param from first event to deliver: now (the default), an instant, or a position
     * @param secret signing secret of a webhook: whsec_ and the Base64 of 24 to 64 bytes; by default the ledger
     *     generates one
     */
    record AddSinkBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"webhook", "syslog"})
            @Nullable
            String type,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String target,

            @Nullable String format,
            @Nullable String from,
            @Nullable String secret)
            implements StrictBody {
        AddSinkBody withoutSecret() {
            return new AddSinkBody(name, type, target, format, from, null);
        }

        @Override
        public String toString() {
            return "AddSinkBody[" + name + "]";
        }
    }

    /**
     * A change of a sink: either {@code paused}, or {@code target} and {@code format}.
     *
     * @param paused whether to pause delivery, or to resume it after the last delivered entry
     * @param target new target; absent to keep it
     * @param format new format; absent to keep it
     */
    record ChangeSinkBody(
            @Nullable Boolean paused,
            @Nullable String target,
            @Nullable String format) implements StrictBody {}

    /**
     * A sink that was added.
     *
     * @param secret signing secret of a webhook, shown only in this answer; null for syslog, and if the caller chose it
     */
    @Schema(name = "AddedSink")
    record AddedSink(SinkResource sink, @Nullable String secret) {
        @Override
        public String toString() {
            return "AddedSink[" + sink.name() + "]";
        }
    }

    @PostMapping("/ledger/sinks")
    @Requires(Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AddedSink.class)))
    ResponseEntity<Object> add(@RequestBody AddSinkBody body, IdempotentRequest request, ChangeCause cause) {
        return request.executeShowingSecret(
                body.withoutSecret(),
                "Remove the sink and add it again to get a new secret.",
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .cacheControl(CacheControl.noStore())
                        .body(add(body, cause)));
    }

    @PatchMapping("/ledger/sinks/{name}")
    @Requires(Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SinkResource.class)))
    ResponseEntity<Object> change(
            @PathVariable String name, @RequestBody ChangeSinkBody body, IdempotentRequest request, ChangeCause cause) {
        return request.execute(body, () -> ResponseEntity.ok(resources.of(changed(name, body, cause))));
    }

    @DeleteMapping("/ledger/sinks/{name}")
    @Requires(Action.LEDGER_OPERATE)
    @ApiResponse(responseCode = "204", content = @Content)
    ResponseEntity<Object> remove(@PathVariable String name, IdempotentRequest request, ChangeCause cause) {
        return request.execute(null, () -> {
            service.remove(name, cause);
            return ResponseEntity.noContent().build();
        });
    }

    private AddedSink add(AddSinkBody body, ChangeCause cause) {
        String name = check.name(body.name());
        SinkProperties.Type type = check.type(body.type());
        String format = check.format(type, body.format());
        Secret chosen = check.secret(type, body.secret());
        long position = start.ofNewSink(body.from());
        String target = check.target(type, body.target());
        Secret generated =
                chosen == null && type == SinkProperties.Type.WEBHOOK ? WebhookSecret.generate(random) : null;
        ManagedSink added = service.add(
                name, WireNames.of(type), target, format, position, chosen == null ? generated : chosen, cause);
        return new AddedSink(resources.of(added), WebhookSecret.shown(generated));
    }

    private ManagedSink changed(String name, ChangeSinkBody body, ChangeCause cause) {
        boolean changesDelivery = body.target() != null || body.format() != null;
        if ((body.paused() != null) == changesDelivery) {
            throw ProblemCode.BAD_VALUE.because(
                    "Send either 'paused' (true to pause, false to resume), or at least one of 'target' and 'format', not both.");
        }
        if (body.paused() != null) {
            return service.pause(name, body.paused(), cause);
        }
        ManagedSink sink = service.require(name);
        SinkProperties.Type type = WireNames.parse(SinkProperties.Type.class, sink.type());
        String format = body.format() == null ? sink.format() : check.format(type, body.format());
        String target = body.target() == null ? sink.target() : check.target(type, body.target());
        return service.change(name, target, format, cause);
    }
}
