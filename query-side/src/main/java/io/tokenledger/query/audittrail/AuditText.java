package io.tokenledger.query.audittrail;

import io.tokenledger.events.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
        List<@Nullable Object> words = new ArrayList<>();
        words.add(action);
        words.add(reason);
        WORDS.forEach(word -> words.add(data.get(word)));
        String text =
                words.stream().filter(word -> word != null).map(String::valueOf).collect(Collectors.joining("\n"));
        String target = data.get(TARGET) instanceof String known ? known : null;
        words.add(userAgent);
        words.add(target);
        return new AuditText(hash(words), text, userAgent, target);
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
    private static UUID hash(List<@Nullable Object> words) {
        String all = words.stream()
                .map(word -> word == null ? "" : word.toString().length() + ":" + word) // the length keeps texts apart
                .collect(Collectors.joining("\n"));
        ByteBuffer bits = ByteBuffer.wrap(Sha256.of(all));
        return new UUID(bits.getLong(), bits.getLong());
    }
}
