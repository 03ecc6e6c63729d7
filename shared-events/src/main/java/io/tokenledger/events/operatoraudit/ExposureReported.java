package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An exposure report on a leaked credential was requested.
 *
 * @param subject {@code token}, {@code owner}, {@code ip} or {@code api_token}
 * @param value id, address or {@code jti} of the subject
 * @param to end of the report; null for the current time
 */
@StoredAs("ledger.exposure_reported")
public record ExposureReported(
        @Plain String subject,
        @Personal String value,
        Instant from,
        @Nullable Instant to) implements OperatorAuditEvent {}
