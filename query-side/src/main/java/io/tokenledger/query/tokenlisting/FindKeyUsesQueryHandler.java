package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.query.FindKeyUses;
import io.tokenledger.api.query.FindKeysOfOtherAccounts;
import io.tokenledger.api.query.KeyUses;
import io.tokenledger.api.query.KeysOfOtherAccounts;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.Set;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Tells the command side what would stop to work without an account, and what would not. */
@Component
@SharedQueryHandler
class FindKeyUsesQueryHandler {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.HISTORY,
            ProjectionName.AUDIT_TRAIL);

    private final KeyUsesRepository uses;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;

    FindKeyUsesQueryHandler(KeyUsesRepository uses, AsOfResolver asOfResolver, ProjectionBarrier barrier) {
        this.uses = uses;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
    }

    @QueryHandler
    KeyUses handle(FindKeyUses query) {
        barrier.require(query.position(), SOURCES);
        return new KeyUses(uses.ofOwner(query.ownerId(), query.since(), query.caller(), asOfResolver.now()));
    }

    @QueryHandler
    KeysOfOtherAccounts handle(FindKeysOfOtherAccounts query) {
        barrier.require(query.position(), SOURCES);
        return uses.ofOtherAccounts(query.accountId(), query.since(), query.caller(), asOfResolver.now());
    }
}
