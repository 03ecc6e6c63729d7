package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.VisibleHistory;
import java.util.EnumSet;
import java.util.Set;

/** The projections that a listing of keys reads from, which depend on its filters and its caller. */
final class TokenListingSources {
    /** Sources of the columns, of the names of owners, and of the accounts that the caller may see. */
    private static final Set<ProjectionName> LISTINGS =
            Set.of(ProjectionName.TOKEN_LISTING, ProjectionName.ACCOUNT_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private TokenListingSources() {}

    static Set<ProjectionName> ofThePresent(FilterValues filters, Caller caller) {
        return with(LISTINGS, filters, caller);
    }

    static Set<ProjectionName> ofThePast(FilterValues filters, Caller caller) {
        return with(Set.of(ProjectionName.HISTORY), filters, caller);
    }

    private static Set<ProjectionName> with(Set<ProjectionName> relations, FilterValues filters, Caller caller) {
        Set<ProjectionName> sources = EnumSet.copyOf(relations);
        if (!VisibleHistory.seesWholePast(caller)) { // memberships decide which uses are shown
            sources.addAll(Set.of(ProjectionName.HISTORY, ProjectionName.AUDIT_TRAIL));
        }
        filters.forEach((filter, value) -> sources.addAll(((TokenFilter) filter).sources()));
        return sources;
    }
}
