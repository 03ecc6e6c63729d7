package io.tokenledger.allinone.operator;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A progress line that overwrites itself in a terminal. */
final class ProgressBar {
    private static final int WIDTH = 30;

    private ProgressBar() {}

    static String of(JsonNode replay) {
        double percent = replay.get("percent").asDouble();
        int full = (int) Math.round(percent * WIDTH / 100);
        JsonNode eta = replay.get("eta_seconds");
        String rest = replay.get("problem").isNull()
                ? eta.isNull() ? "" : ", about " + eta.asLong() + " s more"
                : ", waiting: " + replay.get("problem").asString();
        return String.format(
                Locale.ROOT,
                "\r[%s%s] %5.1f %%  %,d of %,d events%s\u001b[K",
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                percent,
                replay.get("events_done").asLong(),
                replay.get("events_total").asLong(),
                rest);
    }
}
