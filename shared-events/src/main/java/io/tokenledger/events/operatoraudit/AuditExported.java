package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.Map;

/** The audit trail was exported in this format, limited by the filters. */
@StoredAs("ledger.exported")
public record AuditExported(@Plain String format, @Personal Map<String, String> filters)
        implements OperatorAuditEvent {}
