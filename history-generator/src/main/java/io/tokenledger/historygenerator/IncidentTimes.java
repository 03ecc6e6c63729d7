package io.tokenledger.historygenerator;

/**
 * When what of the incident happens: in the last third of the history, and over before it ends. Long enough for a
 * retention to end in it, also in the shortest history.
 */
final class IncidentTimes {
    private static final double LENGTH = 0.12;
    private static final long LONGEST = 10 * EpochMillis.DAY;

    private static final long UNPUNCTUAL = 10 * EpochMillis.MINUTE;

    private final SeededRandom chance;
    final long from;
    final long to;

    IncidentTimes(GeneratorContext stage) {
        chance = stage.chance;
        long length = Math.min(LONGEST, (long) ((stage.end - stage.start) * LENGTH));
        from = stage.part(0.7) + stage.chance.between(0, stage.part(0.8) - stage.part(0.7));
        to = from + length;
    }

    /** An instant around this part of the window, from 0 to 1. */
    long part(double part) {
        return from + (long) ((to - from) * part) + chance.between(0, UNPUNCTUAL);
    }

    /** Whether something that takes some minutes would still be under way at an end of the window. */
    boolean isNearAnEnd(long now) {
        return isNear(now, from) || isNear(now, to);
    }

    private static boolean isNear(long now, long end) {
        return now > end - 20 * EpochMillis.MINUTE && now < end + EpochMillis.MINUTE;
    }
}
