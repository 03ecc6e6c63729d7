package io.tokenledger.query.signals;

import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.retention.TokenUsesSummarized.OriginOfUses;
import java.util.List;
import java.util.Optional;

/**
 * What the rules know from uses that were summarized: where a key and its account were seen for the first and the last
 * time. Their signals are gone. Pure.
 */
final class SummarizedUses {
    private final TokenUsesSummarized summary;

    SummarizedUses(TokenUsesSummarized summary) {
        this.summary = summary;
    }

    /** The keys of the state that {@link #addTo} changes. */
    List<FirstAndLastUse.Key> keys() {
        return summary.origins().stream()
                .flatMap(origin -> key(origin).stream())
                .toList();
    }

    /** The keys of the sightings that {@link #addTo} changes. */
    List<AccountSighting.Key> accounts() {
        return summary.origins().stream()
                .flatMap(origin -> account(origin).stream())
                .toList();
    }

    void addTo(DetectionState state, AccountSightings accounts) {
        for (OriginOfUses origin : summary.origins()) {
            key(origin).ifPresent(key -> {
                FirstAndLastUse summarized = new FirstAndLastUse(
                        key,
                        summary.ownerId(),
                        origin.firstPosition(),
                        origin.first(),
                        origin.lastPosition(),
                        origin.last());
                state.keep(
                        state.sighting(key).map(known -> known.with(summarized)).orElse(summarized));
            });
            account(origin)
                    .ifPresent(key -> accounts.add(new AccountSighting(key, origin.firstPosition(), origin.since())));
        }
    }

    /** Empty if the text was erased. */
    private Optional<FirstAndLastUse.Key> key(OriginOfUses origin) {
        return switch (origin.kind()) {
            case TOKEN -> Optional.of(new FirstAndLastUse.Key(summary.tokenId(), "token", ""));
            case NETWORK ->
                network(origin).map(network -> new FirstAndLastUse.Key(summary.tokenId(), "network", network));
            case AGENT ->
                Optional.ofNullable(summary.text(origin.text()))
                        .map(agent -> new FirstAndLastUse.Key(summary.tokenId(), "agent", AgentDigest.of(agent)));
        };
    }

    private Optional<AccountSighting.Key> account(OriginOfUses origin) {
        return switch (origin.kind()) {
            case TOKEN -> Optional.of(AccountSighting.Key.anyNetwork(summary.ownerId()));
            case NETWORK -> network(origin).map(network -> new AccountSighting.Key(summary.ownerId(), network));
            case AGENT -> Optional.empty();
        };
    }

    private Optional<String> network(OriginOfUses origin) {
        return Optional.ofNullable(summary.address(origin.text())).map(SignalNetwork::of);
    }
}
