package io.tokenledger.query.auditstreaming;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a sink.
 *
 * @param id id of a sink of the API; null for a configured one
 * @param name name, or index where the properties of an unusable sink give no name
 * @param source configuration: only the settings change it; or api
 * @param type webhook, file or syslog; null for an unusable sink
 * @param target target of a sink of the API; null for a configured one, because it may contain a secret
 * @param format format of its entries; null for an unusable sink
 * @param state delivering; failing: the ledger retries; paused; or unusable: the problem says what to correct
 * @param paused whether delivery is paused; only a sink of the API can be
 * @param position position of the last delivered entry
 * @param behind number of positions between that entry and the last complete entry
 * @param failures number of consecutive failures
 * @param problem problem of the last failed delivery, or of an unusable sink; null if there is none
 */
record SinkResource(
        @Nullable UUID id,
        String name,

        @Schema(allowableValues = {"configuration", "api"}) String source,

        @Schema(allowableValues = {"webhook", "file", "syslog"}) @Nullable
        String type,

        @Nullable String target,
        @Nullable String format,

        @Schema(allowableValues = {"delivering", "failing", "paused", "unusable"})
        String state,

        boolean paused,
        long position,
        long behind,
        @Nullable Instant deliveredAt,
        int failures,
        @Nullable String problem) {}
