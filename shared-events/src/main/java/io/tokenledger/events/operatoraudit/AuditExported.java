package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.Map;

/** The audit trail was taken out of the ledger, in this format, as far as the filters say. */
@StoredAs("ledger.exported")
public record AuditExported(String format, Map<String, String> filters) implements OperatorAuditEvent {}
