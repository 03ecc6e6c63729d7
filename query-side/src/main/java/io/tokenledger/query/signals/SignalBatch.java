package io.tokenledger.query.signals;

import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The uses of one batch. The rules check them together at its end, so the state of their keys is read and written once.
 */
final class SignalBatch {
    private record Use(long position, UsageEvent event) {}

    private final DetectionStateRepository table;
    private final List<Use> uses = new ArrayList<>();

    SignalBatch(DetectionStateRepository table) {
        this.table = table;
    }

    void add(long position, UsageEvent event) {
        uses.add(new Use(position, event));
    }

    void flush() {
        long judged = table.processedUpTo();
        uses.removeIf(use -> use.position() <= judged);
        if (!uses.isEmpty()) {
            detect();
        }
    }

    private void detect() {
        Set<FirstAndLastUse.Key> keys = new LinkedHashSet<>();
        Instant earliest = Instant.MAX;
        Set<String> subjects = new LinkedHashSet<>();
        for (Use use : uses) {
            switch (use.event()) {
                case TokenUsed used -> {
                    keys.addAll(SignalRules.sightings(used));
                    earliest = used.last().isBefore(earliest) ? used.last() : earliest;
                    subjects.add(used.tokenId().toString());
                }
                case TokenUseRefused refused -> subjects.add(SignalRules.subject(refused));
            }
        }
        Instant since = earliest.equals(Instant.MAX) ? Instant.EPOCH : earliest.minus(SignalRules.MANY_NETWORKS_WINDOW);
        DetectionState memory = table.read(keys, since, subjects);
        SignalRules rules = new SignalRules(memory);
        for (Use use : uses) {
            switch (use.event()) {
                case TokenUsed used -> rules.on(used, use.position());
                case TokenUseRefused refused -> rules.on(refused, use.position());
            }
        }
        table.write(memory, rules.raised(), uses.getLast().position());
    }
}
