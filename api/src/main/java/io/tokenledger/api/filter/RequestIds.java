package io.tokenledger.api.filter;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * New ids for requests, in the form of RFC 9562, version 4. They are no secret. So each thread has a fast generator of its
 * own, and no thread waits for the secure one.
 */
final class RequestIds {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L128X128MixRandom");

    /** Bytes of a generator's state. */
    private static final int SEED_BYTES = 32;

    private static final long VERSION = 0x4000L;
    private static final long NOT_VERSION = ~0xF000L;
    private static final long VARIANT = 1L << 63;
    private static final long NOT_VARIANT = -1L >>> 2;

    private final ThreadLocal<RandomGenerator> generators;

    RequestIds(SecureRandom seeds) {
        this.generators = ThreadLocal.withInitial(() -> GENERATORS.create(seed(seeds)));
    }

    private static byte[] seed(SecureRandom seeds) {
        byte[] seed = new byte[SEED_BYTES];
        seeds.nextBytes(seed);
        return seed;
    }

    String next() {
        RandomGenerator random = generators.get();
        return new UUID((random.nextLong() & NOT_VERSION) | VERSION, (random.nextLong() & NOT_VARIANT) | VARIANT)
                .toString();
    }
}
