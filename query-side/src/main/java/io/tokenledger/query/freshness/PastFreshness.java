package io.tokenledger.query.freshness;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.query.moment.Moment;
import io.tokenledger.query.projection.ReadModels;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How fresh an answer about a moment is. Of the past it is complete, or it is not given. */
@Component
public class PastFreshness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final FreshnessGauge freshness;
    private final ListingPositions positions;

    PastFreshness(FreshnessGauge freshness, ListingPositions positions) {
        this.freshness = freshness;
        this.positions = positions;
    }

    /** Waits a little until the histories hold the moment; {@code processor} is the one that now is read from. */
    public Freshness of(String processor, Moment moment) {
        Long position = moment.position();
        if (position == null) {
            return freshness.of(processor);
        }
        ReadModels.Copy copy = ReadModels.copy();
        boolean holds = copy == null
                ? positions.shown(FreshnessGauge.HISTORY, position, PATIENCE).join()
                : copy.position() >= position;
        if (!holds) {
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "The histories do not reach that position yet.");
        }
        return new Freshness(position, moment.at(), 0);
    }
}
