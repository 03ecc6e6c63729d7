package io.tokenledger.query.audittrail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a search in the trail looks through: agent, reason, and the words of the event that people chose. */
record AuditText(long hash, String text) {
    /** Names, not identifiers: these have filters of their own, and each would be a text of its own. */
    private static final List<String> WORDS =
            List.of("name", "description", "username", "email", "target", "audience", "channel");

    /** The same text of {@code audit_trail_v2 r} without the agent, in SQL. */
    static final String WITHOUT_AGENT = WORDS.stream()
            .map(word -> "r.data ->> '" + word + "'")
            .collect(Collectors.joining(", ", "concat_ws(E'\\n', r.action, r.reason, ", ")"));

    static AuditText of(AuditEntry entry) {
        List<String> words = new ArrayList<>();
        words.add(entry.action());
        add(words, entry.reason());
        add(words, entry.userAgent());
        WORDS.forEach(word -> add(words, entry.data().get(word)));
        String text = String.join("\n", words);
        return new AuditText(hash(text), text);
    }

    private static void add(List<String> words, @Nullable Object word) {
        if (word != null) {
            words.add(word.toString());
        }
    }

    /** The same in every process and replay; 64 bits of SHA-256, so that nobody makes two texts meet. */
    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
