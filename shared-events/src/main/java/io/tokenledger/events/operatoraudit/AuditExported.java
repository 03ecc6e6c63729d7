package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.Map;

/** The audit trail was exported in this format, limited by the filters. */
@StoredAs("ledger.exported")
public record AuditExported(String format, Map<String, String> filters) implements OperatorAuditEvent {}
