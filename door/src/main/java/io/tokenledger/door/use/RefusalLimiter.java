package io.tokenledger.door.use;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts refusals per address and minute. Past the limit a further refusal is told to wait; a good credential from the
 * same address still passes, since it is looked at first.
 */
@Component
public class RefusalLimiter {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 100_000;

    private record Minute(Instant start, AtomicInteger refusals) {}

    private final Clock clock;
    private final int limit;
    private final LoadingCache<String, Minute> addresses;

    RefusalLimiter(Clock clock, UseSettings settings) {
        this.clock = clock;
        this.limit = settings.refusalsPerMinute();
        this.addresses = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .build(address -> new Minute(clock.instant(), new AtomicInteger()));
    }

    /** Counts one refusal; how long the address should wait, or null while it is within its limit. */
    public @Nullable Duration refused(String address) {
        Instant now = clock.instant();
        Minute minute = minute(address, now);
        return minute.refusals().incrementAndGet() <= limit ? null : left(minute, now);
    }

    /** Whether the address has used up its refusals already, and how long it should wait then; counts nothing. */
    public Optional<Duration> overLimit(String address) {
        Instant now = clock.instant();
        Minute minute = minute(address, now);
        return minute.refusals().get() < limit ? Optional.empty() : Optional.of(left(minute, now));
    }

    private Minute minute(String address, Instant now) {
        String network = network(address);
        Minute minute = addresses.get(network);
        if (now.isBefore(minute.start()) || !now.isBefore(minute.start().plus(MINUTE))) {
            addresses.asMap().remove(network, minute);
            minute = addresses.get(network);
        }
        return minute;
    }

    private static Duration left(Minute minute, Instant now) {
        return Duration.between(now, minute.start().plus(MINUTE));
    }

    /** One subscriber of IPv6 has 2^64 addresses: its network counts as one (RFC 6177). */
    private static String network(String address) {
        int colons = 0;
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) == ':' && ++colons == 4) {
                return address.substring(0, i);
            }
        }
        return address;
    }
}
