package io.tokenledger.authentication.usage;

import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.usage.UseRefusalReason;

/** Removes from an event the fields in which the uses of an aggregated window differ. */
final class AggregatedEvents {
    private AggregatedEvents() {}

    /** The event that opens a window of this detail. */
    static CountedEvent of(CountedEvent event, WindowDetail detail) {
        if (detail == WindowDetail.FULL) {
            return event;
        }
        boolean total = detail == WindowDetail.TOTAL;
        return switch (event) {
            case TokenUsed used -> used.aggregated(total ? UsageEvent.SEVERAL_NETWORKS : network(used.ip()));
            case TokenUseRefused refused -> of(refused, total);
            case SignInRefused refused ->
                new SignInRefused(
                        refused.accountId(),
                        network(refused.ip()),
                        null,
                        refused.first(),
                        refused.last(),
                        refused.count());
            default -> event;
        };
    }

    private static TokenUseRefused of(TokenUseRefused refused, boolean total) {
        if (!total) {
            return refused.aggregated(refused.tokenId(), refused.ownerId(), network(refused.ip()));
        }
        return refused.reason() == UseRefusalReason.NO_ACCESS
                ? refused.aggregated(null, refused.ownerId(), UsageEvent.SEVERAL_NETWORKS)
                : refused.aggregated(null, null, network(refused.ip()));
    }

    private static String network(String address) {
        return ClientNetwork.of(address).firstAddress();
    }
}
