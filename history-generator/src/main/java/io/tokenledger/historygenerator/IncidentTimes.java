package io.tokenledger.historygenerator;

/**
 * The schedule of the incident. It starts in the last third of the history and ends before the history does. Even in
 * the shortest history the window is long enough for a retention to end in it.
 */
final class IncidentTimes {
    private static final double LENGTH = 0.12;
    private static final long MAX_LENGTH = 10 * EpochMillis.DAY;

    private static final long MAX_DELAY = 10 * EpochMillis.MINUTE;

    private final SeededRandom chance;
    final long from;
    final long to;

    IncidentTimes(GeneratorContext stage) {
        chance = stage.random;
        long length = Math.min(MAX_LENGTH, (long) ((stage.end - stage.start) * LENGTH));
        from = stage.part(0.7) + stage.random.between(0, stage.part(0.8) - stage.part(0.7));
        to = from + length;
    }

    /**
     * A random instant within ten minutes after a fraction of the window.
     *
     * @param part fraction from 0 to 1
     * @return milliseconds since 1970
     */
    long part(double part) {
        return from + (long) ((to - from) * part) + chance.between(0, MAX_DELAY);
    }

    /** Whether an operation of some minutes would still run at the start or the end of the window. */
    boolean isNearAnEnd(long now) {
        return isNear(now, from) || isNear(now, to);
    }

    private static boolean isNear(long now, long end) {
        return now > end - 20 * EpochMillis.MINUTE && now < end + EpochMillis.MINUTE;
    }
}
