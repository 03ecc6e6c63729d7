package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.Map;

/**
 * The audit trail was read.
 *
 * @param view part that was read: {@code entries}, {@code summary}, {@code timeline} or {@code signals}
 * @param filters filters as the caller sent them
 */
@StoredAs("ledger.audit_read")
public record AuditRead(@Plain String view, @Personal Map<String, String> filters) implements OperatorAuditEvent {}
