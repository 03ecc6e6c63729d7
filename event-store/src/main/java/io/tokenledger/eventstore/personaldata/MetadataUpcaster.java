package io.tokenledger.eventstore.personaldata;

import java.util.stream.Stream;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;

/** Restores the personal texts in the metadata of events as they are read, from any store. */
public final class MetadataUpcaster implements EventUpcaster {
    private final MetadataCodec codec;

    public MetadataUpcaster(MetadataCodec codec) {
        this.codec = codec;
    }

    @Override
    public Stream<IntermediateEventRepresentation> upcast(Stream<IntermediateEventRepresentation> events) {
        return events.map(stored -> new OpenedEventRepresentation(stored, codec));
    }
}
