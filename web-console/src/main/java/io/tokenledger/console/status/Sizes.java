package io.tokenledger.console.status;

import java.util.List;
import java.util.Locale;

/** Writes numbers of bytes for people. */
public final class Sizes {
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");
    private static final int STEP = 1024;

    Sizes() {}

    /** The size in the largest unit of which there is at least one, such as {@code 1.4 GiB}. */
    public String of(long bytes) {
        double size = (double) bytes / STEP;
        int unit = 0;
        while (size >= STEP && unit < UNITS.size() - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%,.1f %s", size, UNITS.get(unit));
    }
}
