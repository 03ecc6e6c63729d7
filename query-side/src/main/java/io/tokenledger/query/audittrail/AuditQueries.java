package io.tokenledger.query.audittrail;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleOrigins;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Builds a query from filters, limited to the entries that the caller may see. */
@Component
class AuditQueries {
    private final AuditTrailRepository trail;

    AuditQueries(AuditTrailRepository trail) {
        this.trail = trail;
    }

    AuditQuery of(FilterValues filters, Caller caller, boolean ascending) {
        SqlConditions origins = VisibleOrigins.of("r", caller);
        AuditRange range = AuditConditions.of(filters, origins, trail).range();
        return new AuditQuery(
                AuditSources.of(
                        caller,
                        filters.find(AuditFilter.ORGANIZATION, UUID.class).orElse(null),
                        range.selective()),
                range,
                origins,
                ascending);
    }
}
