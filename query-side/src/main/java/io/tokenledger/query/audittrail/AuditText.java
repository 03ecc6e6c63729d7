package io.tokenledger.query.audittrail;

import io.tokenledger.events.Sha256;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an entry. Each combination is stored once, because uses by one script share the same texts. A search
 * scans all combinations.
 *
 * @param hash key of the combination
 * @param words action, reason, and the event's texts that users chose
 */
record AuditText(
        UUID hash,
        String words,
        @Nullable String userAgent,
        @Nullable String target) {
    /**
     * Data fields that a text search covers. Identifiers are excluded: they have their own filters, and each would add
     * a combination.
     */
    private static final List<String> WORDS =
            List.of("name", "description", "username", "email", "audience", "channel");

    private static final String TARGET = "target";
    private static final char SEPARATOR = '\n';

    /**
     * Condition that the words or the target of {@code audit_trail_v3 r} match a pattern, which is passed twice. The
     * user agent is ignored.
     */
    static final String MATCHES_WITHOUT_AGENT = """
            EXISTS (SELECT FROM audit_trail_text_v2 w
                WHERE w.text_hash = r.text_hash AND (w.words ILIKE ? OR w.target ILIKE ?))""";

    static AuditText of(AuditEntry entry) {
        return of(entry.action(), entry.reason(), entry.data(), entry.userAgent());
    }

    static AuditText of(String action, @Nullable String reason, Map<String, Object> data, @Nullable String userAgent) {
        StringBuilder words = new StringBuilder(action);
        StringBuilder hashed = new StringBuilder();
        addTo(hashed, action);
        addTo(words, hashed, reason);
        for (String word : WORDS) {
            addTo(words, hashed, data.get(word));
        }
        String target = data.get(TARGET) instanceof String known ? known : null;
        addTo(hashed, userAgent);
        addTo(hashed, target);
        return new AuditText(hash(hashed.toString()), words.toString(), userAgent, target);
    }

    private static void addTo(StringBuilder words, StringBuilder hashed, @Nullable Object word) {
        String text = word == null ? null : word.toString();
        addTo(hashed, text);
        if (text != null) {
            words.append(SEPARATOR).append(text);
        }
    }

    /** Adds a text behind its length, which keeps texts apart. The first text is never null. */
    private static void addTo(StringBuilder hashed, @Nullable String text) {
        if (!hashed.isEmpty()) {
            hashed.append(SEPARATOR);
        }
        if (text != null) {
            hashed.append(text.length()).append(':').append(text);
        }
    }

    /** The data that the entry's own row keeps. */
    static Map<String, Object> withoutTexts(Map<String, Object> data) {
        Map<String, Object> kept = new HashMap<>(data);
        kept.remove(TARGET);
        return kept;
    }

    /**
     * A hash that is the same in every process and replay. It has 128 bits of SHA-256, so that callers cannot construct
     * collisions.
     */
    private static UUID hash(String words) {
        ByteBuffer bits = ByteBuffer.wrap(Sha256.of(words));
        return new UUID(bits.getLong(), bits.getLong());
    }
}
