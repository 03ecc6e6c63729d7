package io.tokenledger.historygenerator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenledger.eventstore.personaldata.MetadataCodec;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.serialization.EventSerializer;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventTable;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;

/** Uses in their own table, and personal texts encrypted. */
final class EncryptedFormat implements EventFormat {
    private final EventSerializer serializer;
    private final MetadataCodec metadata;
    private final UseEventCodec uses;

    EncryptedFormat(SubjectKeys keys) {
        this.serializer = EventSerializer.create(keys);
        this.metadata = new MetadataCodec(new PersonalDataCodec(new ObjectMapper(), keys), true);
        this.uses = new UseEventCodec(keys);
    }

    @Override
    public StoredRow row(GeneratedEvent event) {
        String id = event.eventId().toString();
        MetaData plain = MetaData.from(event.metadata());
        return uses.encode(null, id, event.at(), event.event(), plain)
                .map(use -> StoredRow.ofUse(UseEventTable.texts(use)))
                .orElseGet(() -> ClearFormat.row(
                        event,
                        serializer,
                        metadata.seal(new GenericEventMessage<>(id, event.event(), plain, event.at()))
                                .getMetaData()));
    }
}
