package io.tokenledger.query.tokenlisting;

import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the listing of API keys from the events. */
@Component
@ProcessingGroup(TokenListingProjection.NAME)
class TokenListingProjection implements Projection {
    static final String NAME = "token-listing";

    private static final String LISTING = "token_listing_v1";

    private final JdbcTemplate jdbc;
    private final LastUseRepository lastUses;

    TokenListingProjection(JdbcTemplate jdbc, LastUseRepository lastUses) {
        this.jdbc = jdbc;
        this.lastUses = lastUses;
    }

    @EventHandler
    void on(TokenEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        TokenListingBatch listing = batch();
        switch (event) {
            case TokenCreated created -> listing.insert(created, at, version);
            case TokenDescribed described ->
                listing.describe(described.tokenId(), described.name(), described.description(), version);
            case TokenRotated rotated -> listing.rotate(rotated, at, version);
            case PreviousSecretRetired retired -> listing.retirePrevious(retired.tokenId(), version);
            case TokenDeactivated deactivated -> listing.deactivate(deactivated.tokenId(), version);
            case TokenActivated activated -> listing.activate(activated.tokenId(), at, version);
            case TokenExpired expired -> listing.touch(expired.tokenId(), version);
            case TokenDeleted deleted -> listing.delete(deleted.tokenId(), version);
        }
    }

    @EventHandler
    void on(TokenUsed use) {
        batch().use(new LatestUse(use.tokenId(), use.last(), use.address(), use.userAgent()));
    }

    @EventHandler
    void on(TokenUsesSummarized uses) {
        TokenUsesSummarized.LastUse last = uses.lastUse();
        if (last != null) {
            batch().use(new LatestUse(
                    uses.tokenId(), last.at(), uses.address(last.address()), uses.text(last.userAgent())));
        }
    }

    @EventHandler
    void on(AccountErased event) {
        batch().erase(event.accountId(), jdbc, lastUses);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("token") || family.equals("account");
    }

    @Override
    public List<String> tables() {
        return List.of(LISTING, LastUseRepository.TABLE);
    }

    @Override
    public List<String> tablesIndexedLast() {
        return List.of(LISTING);
    }

    @Override
    public List<String> tablesFilledLast() {
        return List.of(LastUseRepository.TABLE);
    }

    @Override
    public void fillLastTables() {
        lastUses.applyCollected();
    }

    private TokenListingBatch batch() {
        return ProjectionBatch.current(NAME, TokenListingBatch::new, batch -> batch.write(jdbc, lastUses));
    }
}
