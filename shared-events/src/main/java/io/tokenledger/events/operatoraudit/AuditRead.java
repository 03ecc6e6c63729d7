package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.Map;

/**
 * The audit trail was read.
 *
 * @param view what of it: {@code entries}, {@code summary}, {@code timeline} or {@code signals}
 * @param filters as the reader gave them
 */
@StoredAs("ledger.audit_read")
public record AuditRead(String view, Map<String, String> filters) implements OperatorAuditEvent {}
