package io.tokenledger.query.retention;

import io.tokenledger.events.PersonalText;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.postgres.PositionedEvents;
import io.tokenledger.eventstore.postgres.PositionedEvents.Positioned;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventRow;
import io.tokenledger.query.retention.UseRetention.PostponedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/** Sums the dropped uses of each key, and inserts the events in batches. */
final class SummaryWriter {
    private final UseEventCodec codec;
    private final PositionedEvents events;
    private final List<Positioned> waiting = new ArrayList<>();
    private @Nullable KeySummary current;

    SummaryWriter(UseEventCodec codec, PositionedEvents events) {
        this.codec = codec;
        this.events = events;
    }

    /** Adds the next use of the same key, or the first of another. */
    void add(UseEventRow row, boolean isDropped) {
        UsageEvent use = codec.decode(row);
        if (PersonalText.UNREADABLE.equals(use.ip())) {
            throw new PostponedException("The key of some texts is missing, so their sums would not have them.");
        }
        UUID tokenId = Objects.requireNonNull(row.tokenId());
        KeySummary summary = current;
        if (summary == null || !summary.tokenId().equals(tokenId)) {
            endKey();
            summary = new KeySummary(tokenId, Objects.requireNonNull(use.ownerId()), this::insert);
            current = summary;
        }
        summary.add(Objects.requireNonNull(row.position()), row.recordedAt(), use, isDropped);
    }

    /** Inserts what remains. */
    void end() {
        endKey();
        flush();
    }

    private void endKey() {
        if (current != null) {
            current.end();
        }
    }

    private void insert(KeySummary.At at, TokenUsesSummarized event) {
        waiting.add(new Positioned(
                at.position(),
                new GenericEventMessage<>(
                        IdentifierFactory.getInstance().generateIdentifier(), event, Map.of(), at.recordedAt())));
        if (waiting.size() >= StoreLimits.SUMMARIES_PER_INSERT) {
            flush();
        }
    }

    private void flush() {
        if (!waiting.isEmpty()) {
            events.insert(waiting);
            waiting.clear();
        }
    }
}
