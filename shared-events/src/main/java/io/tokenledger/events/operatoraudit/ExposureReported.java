package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asked what a leaked credential could have done.
 *
 * @param subject {@code token}, {@code owner}, {@code ip} or {@code api_token}
 * @param value its id, address or {@code jti}
 * @param to null for up to now
 */
@StoredAs("ledger.exposure_reported")
public record ExposureReported(
        String subject,
        String value,
        Instant from,
        @Nullable Instant to) implements OperatorAuditEvent {}
