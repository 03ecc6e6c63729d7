package io.tokenledger.eventstore.personaldata;

import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.LazyDeserializingObject;
import org.jspecify.annotations.Nullable;

/** Metadata that is read and decrypted when it is first needed. */
final class OpenedMetaData extends LazyDeserializingObject<MetaData> {
    private final LazyDeserializingObject<MetaData> stored;
    private final String eventId;
    private final MetadataCodec codec;
    private volatile @Nullable MetaData opened;

    OpenedMetaData(LazyDeserializingObject<MetaData> stored, String eventId, MetadataCodec codec) {
        super(MetaData.emptyInstance());
        this.stored = stored;
        this.eventId = eventId;
        this.codec = codec;
    }

    @Override
    public MetaData getObject() {
        MetaData known = opened;
        if (known == null) {
            MetaData read = stored.getObject();
            known = MetadataCodec.isSealed(read) ? codec.open(read, eventId) : read;
            opened = known;
        }
        return known;
    }

    @Override
    public boolean isDeserialized() {
        return opened != null;
    }
}
