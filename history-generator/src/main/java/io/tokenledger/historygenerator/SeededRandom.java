package io.tokenledger.historygenerator;

import java.util.List;

/** Chance that a seed decides: SplitMix64, spelled out here so that no JDK can ever change a history. */
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

    /** From 0 to less than the bound. */
    int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** From {@code least} to less than {@code beyond}; {@code least} where there is nothing between them. */
    long between(long least, long beyond) {
        return beyond <= least ? least : least + (long) (unit() * (beyond - least));
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    /** From 0 to less than 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** How long until the next of events that come independently of each other, so far apart on average. */
    long wait(double mean) {
        return (long) Math.ceil(-StrictMath.log(1 - unit()) * mean);
    }

    <T> T pick(List<T> some) {
        return some.get(below(some.size()));
    }

    /** One of them, the earlier ones far more often: few keys do most of the work. */
    <T> T pickSkewed(List<T> some) {
        double place = unit();
        return some.get((int) (place * place * place * some.size()));
    }

    /** Random lower-case hexadecimal digits, sixteen for each of the longs. */
    String hex(int longs) {
        StringBuilder digits = new StringBuilder(16 * longs);
        for (int i = 0; i < longs; i++) {
            String some = Long.toHexString(next());
            digits.repeat('0', 16 - some.length()).append(some);
        }
        return digits.toString();
    }
}
