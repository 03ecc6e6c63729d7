package io.tokenledger.historygenerator;

import java.util.List;

/** A seeded random generator: SplitMix64, implemented here so that no JDK version changes a history. */
final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SeededRandom(long seed) {
        state = seed;
    }

    long next() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to less than the bound. */
    int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** A number from {@code least} to less than {@code beyond}; {@code least} if the range is empty. */
    long between(long least, long beyond) {
        return beyond <= least ? least : least + (long) (unit() * (beyond - least));
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    /** A number from 0 to less than 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /**
     * The waiting time until the next of a series of independent events (exponential distribution).
     *
     * @param mean mean waiting time, in the unit of the result
     */
    long wait(double mean) {
        return (long) Math.ceil(-StrictMath.log(1 - unit()) * mean);
    }

    <T> T pick(List<T> some) {
        return some.get(below(some.size()));
    }

    /** A random element, with a strong preference for the earlier ones: few keys do most of the work. */
    <T> T pickSkewed(List<T> some) {
        double place = unit();
        return some.get((int) (place * place * place * some.size()));
    }

    /** Random lower-case hexadecimal digits, sixteen for each long. */
    String hex(int longs) {
        StringBuilder digits = new StringBuilder(16 * longs);
        for (int i = 0; i < longs; i++) {
            String some = Long.toHexString(next());
            digits.repeat('0', 16 - some.length()).append(some);
        }
        return digits.toString();
    }
}
