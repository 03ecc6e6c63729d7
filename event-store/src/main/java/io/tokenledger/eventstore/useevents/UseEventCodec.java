package io.tokenledger.eventstore.useevents;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.EventTypes;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.eventstore.personaldata.RowCipher;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Converts uses of credentials between events and rows. */
public final class UseEventCodec {
    private static final String ACCEPTED = EventTypes.storedAs(TokenUsed.class).value();
    private static final String REFUSED =
            EventTypes.storedAs(TokenUseRefused.class).value();

    /** The revision of events in rows, which have encrypted texts. */
    public static final String REVISION = EventTypes.storedAs(TokenUsed.class).revision();

    private static final String FORM_OF_UUID = "00000000-0000-0000-0000-000000000000";

    private final RowCipher cipher;

    public UseEventCodec(SubjectKeys keys) {
        this.cipher = new RowCipher(keys);
    }

    /**
     * The row of an event; empty if the event is no use, or if the columns cannot hold every detail of it. Such an event
     * belongs into the table of all other events.
     */
    public Optional<UseEventRow> encode(EventMessage<?> message) {
        return encode(
                null, message.getIdentifier(), message.getTimestamp(), message.getPayload(), message.getMetaData());
    }

    /** The same for a stored event. */
    public Optional<UseEventRow> encode(
            @Nullable Long position, String eventId, Instant recordedAt, Object payload, MetaData metadata) {
        Optional<UUID> id = uuid(eventId);
        return payload instanceof UsageEvent use && id.isPresent() && hasColumns(use, metadata)
                ? Optional.of(encode(position, id.get(), recordedAt.truncatedTo(ChronoUnit.MILLIS), use, metadata))
                : Optional.empty();
    }

    private UseEventRow encode(
            @Nullable Long position, UUID id, Instant recordedAt, UsageEvent use, MetaData metadata) {
        byte[] texts = new UseTexts(use.ip(), use.userAgent(), use.target()).write();
        return cipher.seal(
                use.dataSubject(),
                use.last(),
                id,
                type(use),
                texts,
                (key, personal) -> row(position, id, recordedAt, use, metadata, key, personal));
    }

    private static UseEventRow row(
            @Nullable Long position,
            UUID id,
            Instant recordedAt,
            UsageEvent use,
            MetaData metadata,
            String key,
            byte[] personal) {
        TokenUsed accepted = use instanceof TokenUsed used ? used : null;
        TokenUseRefused refused = use instanceof TokenUseRefused refusal ? refusal : null;
        return new UseEventRow(
                position,
                id,
                recordedAt,
                accepted != null
                        ? accepted.tokenId()
                        : Objects.requireNonNull(refused).tokenId(),
                use.ownerId(),
                accepted == null ? null : (Integer) accepted.generation(),
                use.channel(),
                accepted == null ? null : accepted.credential(),
                refused == null ? null : refused.reason(),
                accepted == null || accepted.jti() == null ? null : UUID.fromString(accepted.jti()),
                refused == null ? null : refused.fingerprint(),
                use.first(),
                use.last(),
                use.count(),
                accepted == null ? null : accepted.minted(),
                (String) metadata.get(EventMetadata.CORRELATION_ID),
                key,
                personal);
    }

    /** The event of a row. */
    public UsageEvent decode(UseEventRow row) {
        UseTexts texts = switch (cipher.open(row.subjectKey(), row.personal(), row.eventId(), type(row))) {
            case RowCipher.Opened.Texts opened -> UseTexts.read(opened.value());
            case RowCipher.Opened.Gone gone -> UseTexts.gone(gone.placeholder());
        };
        if (row.refusal() != null) {
            return new TokenUseRefused(
                    row.tokenId(),
                    row.ownerId(),
                    row.fingerprint(),
                    row.refusal(),
                    row.channel(),
                    texts.ip(),
                    texts.userAgent(),
                    texts.target(),
                    row.first(),
                    row.last(),
                    row.count());
        }
        return new TokenUsed(
                Objects.requireNonNull(row.tokenId()),
                Objects.requireNonNull(row.ownerId()),
                Objects.requireNonNull(row.generation()),
                row.channel(),
                Objects.requireNonNull(row.credential()),
                row.jti() == null ? null : row.jti().toString(),
                texts.ip(),
                texts.userAgent(),
                texts.target(),
                row.first(),
                row.last(),
                row.count(),
                row.minted());
    }

    /** The metadata of a row's event. */
    public static MetaData metadata(UseEventRow row) {
        return row.correlationId() == null
                ? MetaData.emptyInstance()
                : MetaData.with(EventMetadata.CORRELATION_ID, row.correlationId());
    }

    /** The stored name of the event type of a row. */
    public static String type(UseEventRow row) {
        return row.refusal() == null ? ACCEPTED : REFUSED;
    }

    private static String type(UsageEvent use) {
        return use instanceof TokenUsed ? ACCEPTED : REFUSED;
    }

    private static boolean hasColumns(UsageEvent use, MetaData metadata) {
        boolean hasCorrelationId = metadata.get(EventMetadata.CORRELATION_ID) instanceof String;
        return metadata.size() == (hasCorrelationId ? 1 : 0)
                && isExact(use.first())
                && isExact(use.last())
                && hasUuids(use);
    }

    private static boolean hasUuids(UsageEvent use) {
        if (!(use instanceof TokenUsed accepted)) {
            return true;
        }
        boolean hasUuid = accepted.jti() == null || uuid(accepted.jti()).isPresent();
        return hasUuid && (accepted.minted() == null || hasColumns(accepted.minted()));
    }

    private static boolean hasColumns(MintedToken minted) {
        return uuid(minted.jti()).isPresent()
                && uuid(minted.audience()).isPresent()
                && isExact(minted.issuedAt())
                && isExact(minted.expiresAt());
    }

    /** PostgreSQL keeps microseconds. */
    private static boolean isExact(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).equals(instant);
    }

    /** The UUID, if this is its canonical text. */
    private static Optional<UUID> uuid(String text) {
        return isUuid(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** Whether a text is the canonical form of a UUID, which PostgreSQL and Java restore from the value. */
    static boolean isUuid(String text) {
        boolean matches = text.length() == FORM_OF_UUID.length();
        for (int i = 0; matches && i < text.length(); i++) {
            char c = text.charAt(i);
            matches = FORM_OF_UUID.charAt(i) == '-' ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return matches;
    }
}
