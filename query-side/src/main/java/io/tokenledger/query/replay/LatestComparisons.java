package io.tokenledger.query.replay;

import io.tokenledger.query.projection.Projection;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** The latest comparison of each read model with the events, so that evidence can name it. */
@Component
public class LatestComparisons {
    private final ReplayRepository replays;
    private final List<String> projections;

    LatestComparisons(ReplayRepository replays, List<Projection> projections) {
        this.replays = replays;
        this.projections = projections.stream()
                .map(Projection::name)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** One comparison for each read model, by name. */
    public List<LatestComparison> all() {
        return projections.stream()
                .map(name -> replays.latestComparison(name)
                        .orElseGet(() -> new LatestComparison(name, null, null, null, null)))
                .toList();
    }
}
