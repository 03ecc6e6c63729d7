package io.tokenledger.authentication.usage;

import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.limit.MinuteBudget;
import io.tokenledger.api.limit.StoredLength;
import io.tokenledger.api.limit.VolumeProperties;
import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Limits the bytes per minute that the windows of one account, or the refusals of one network, add to the store. Two
 * thirds of a budget are for windows with all details. The rest is for windows that are separated by network.
 */
final class UsageVolumeLimiter {
    /**
     * Bytes of the two events of a window without their texts, in all tables and indexes. {@code EventVolumeTest}
     * measures them.
     */
    private static final long BYTES_PER_WINDOW = 3_500;

    /** Copies of the texts: two in events, one in the trail, two in the history of last uses, one in the listing. */
    private static final long COPIES = 6;

    /** Whose byte budget a window uses: an account, a network, or the sign-ins from a network. */
    private sealed interface Payer {
        record Account(UUID id) implements Payer {}

        record Network(ClientNetwork network) implements Payer {}

        record SignIns(ClientNetwork network) implements Payer {}
    }

    private final MinuteBudget<Payer> spent;
    private final VolumeProperties settings;

    UsageVolumeLimiter(Clock clock, VolumeProperties settings) {
        this.spent = new MinuteBudget<>(clock);
        this.settings = settings;
    }

    /** Whether a window that this event opens is within the budget. Counts it if so. */
    boolean spend(CountedEvent event, WindowDetail detail) {
        Payer payer = payer(event);
        return detail == WindowDetail.TOTAL || spent.spend(payer, cost(event, detail), limit(payer, detail));
    }

    private long limit(Payer payer, WindowDetail detail) {
        long full = switch (payer) {
            case Payer.Account account -> settings.accountUses().toBytes();
            case Payer.Network network -> settings.networkRefusals().toBytes();
            case Payer.SignIns signIns -> settings.networkRefusals().toBytes() / 2;
        };
        return detail == WindowDetail.FULL ? full * 2 / 3 : full;
    }

    private static Payer payer(CountedEvent event) {
        return switch (event) {
            case TokenUsed used -> new Payer.Account(used.ownerId());
            case TokenUseRefused refused -> payer(refused);
            case SignInRefused refused -> new Payer.SignIns(ClientNetwork.of(refused.ip()));
            default -> throw new IllegalArgumentException("Not a usage event: " + event.getClass());
        };
    }

    /** A valid credential without access counts for its account, which is known to have sent the request. */
    private static Payer payer(TokenUseRefused refused) {
        UUID owner = refused.ownerId();
        return refused.reason() == UseRefusalReason.NO_ACCESS && owner != null
                ? new Payer.Account(owner)
                : new Payer.Network(ClientNetwork.of(refused.ip()));
    }

    private static long cost(CountedEvent event, WindowDetail detail) {
        long texts = detail != WindowDetail.FULL
                ? 0
                : switch (event) {
                    case TokenUsed used -> length(used.userAgent(), used.target());
                    case TokenUseRefused refused -> length(refused.userAgent(), refused.target());
                    case SignInRefused refused -> length(refused.userAgent(), null);
                    default -> 0;
                };
        return BYTES_PER_WINDOW + COPIES * texts;
    }

    private static long length(@Nullable String agent, @Nullable String target) {
        return StoredLength.of(agent) + StoredLength.of(target);
    }
}
