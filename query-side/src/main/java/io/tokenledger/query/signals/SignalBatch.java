package io.tokenledger.query.signals;

import io.tokenledger.events.use.TokenUseRefused;
import io.tokenledger.events.use.TokenUsed;
import io.tokenledger.events.use.UseEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The uses of one batch, judged together at its end: what is known of their keys is read and written once. */
final class SignalBatch {
    private record Use(long position, UseEvent event) {}

    private final SignalTable table;
    private final List<Use> uses = new ArrayList<>();

    SignalBatch(SignalTable table) {
        this.table = table;
    }

    void add(long position, UseEvent event) {
        uses.add(new Use(position, event));
    }

    void flush() {
        Set<UUID> tokens = new LinkedHashSet<>();
        Set<String> subjects = new LinkedHashSet<>();
        for (Use use : uses) {
            switch (use.event()) {
                case TokenUsed used -> {
                    tokens.add(used.tokenId());
                    subjects.add(used.tokenId().toString());
                }
                case TokenUseRefused refused ->
                    subjects.add(
                            refused.tokenId() == null
                                    ? refused.ip()
                                    : refused.tokenId().toString());
            }
        }
        Memory memory = table.read(tokens, subjects);
        SignalRules rules = new SignalRules(memory);
        for (Use use : uses) {
            switch (use.event()) {
                case TokenUsed used -> rules.on(used, use.position());
                case TokenUseRefused refused -> rules.on(refused, use.position());
            }
        }
        table.write(memory, rules.raised());
    }
}
