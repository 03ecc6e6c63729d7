package io.tokenledger.query.audittrail;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleOrigins;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds a query from filters, limited to the entries that the caller may see. */
@Component
class AuditQueries {
    private final AuditTrailRepository trail;

    AuditQueries(AuditTrailRepository trail) {
        this.trail = trail;
    }

    /** The organizations that rows may name to this caller; null for all. */
    static @Nullable Set<UUID> nameable(Caller caller) {
        return caller.may(Action.TOKEN_READ) ? null : Set.copyOf(caller.organizations());
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
                nameable(caller),
                ascending);
    }

    /** The entries about the caller and those that it caused, oldest first, whatever else its roles let it see. */
    AuditQuery about(Caller caller) {
        return new AuditQuery(
                AuditSources.own(caller),
                new AuditRange(new SqlConditions(), true, 0, Long.MAX_VALUE),
                VisibleOrigins.own("r", caller),
                nameable(caller),
                true);
    }
}
