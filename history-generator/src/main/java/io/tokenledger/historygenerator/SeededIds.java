package io.tokenledger.historygenerator;

import java.util.UUID;

/**
 * Random identifiers in the ledger's formats. The time-ordered ones increase strictly, even within a millisecond (RFC
 * 9562, section 6.2, method 1). They sort events in the order of their creation.
 */
final class SeededIds {
    private static final int PER_MILLISECOND = 1 << 12;
    private static final long VERSION_4 = 0x4000L;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;
    private static final long BELOW_VARIANT = 0x3FFFFFFFFFFFFFFFL;

    private final SeededRandom chance;
    private long millisecond = -1;
    private int counter;

    SeededIds(SeededRandom chance) {
        this.chance = chance;
    }

    /** A UUID version 7. The time in milliseconds must not go back. */
    UUID timeOrdered(long now) {
        if (now < millisecond) {
            throw new IllegalStateException("time went back from " + millisecond + " to " + now);
        }
        counter = now == millisecond ? counter + 1 : 0;
        millisecond = now;
        if (counter == PER_MILLISECOND) {
            throw new IllegalStateException("too many identifiers in the millisecond " + now);
        }
        return new UUID((now << 16) | VERSION_7 | counter, VARIANT | (chance.next() & BELOW_VARIANT));
    }

    /** A UUID version 4, as request ids are. */
    UUID random() {
        return new UUID((chance.next() & ~0xF000L) | VERSION_4, VARIANT | (chance.next() & BELOW_VARIANT));
    }
}
