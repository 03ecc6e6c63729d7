package io.tokenledger.eventstore.personaldata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subject keys for tests: the key of a subject is the SHA-256 digest of its id, so it is the same in each run. */
public final class FixedSubjectKeys implements SubjectKeys {
    /** The key id of data about no known account. */
    public static final String MONTH = "2026-01";

    private final ObjectMapper json = new ObjectMapper();
    private final PersonalDataCodec codec = new PersonalDataCodec(json, this);
    private final Map<String, StoredKey> gone = new HashMap<>();

    public void destroy(String id) {
        gone.put(id, new StoredKey.Destroyed());
    }

    public void lose(String id) {
        gone.put(id, new StoredKey.Unknown());
    }

    @Override
    public Optional<SubjectKey> forWriting(@Nullable UUID subject) {
        String id = subject == null ? MONTH : subject.toString();
        return find(id) instanceof StoredKey.Usable usable
                ? Optional.of(new SubjectKey(id, usable.key()))
                : Optional.empty();
    }

    @Override
    public StoredKey find(String id) {
        StoredKey missing = gone.get(id);
        if (missing != null) {
            return missing;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return new StoredKey.Usable(AesGcm.key(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void invalidate(UUID subject) {} // nothing is cached

    /** The stored form with its ciphertext replaced by the texts in clear. */
    public JsonNode inClear(String stored, String context) {
        ObjectNode tree = read(stored);
        if (tree.get(PersonalDataCodec.FIELD) instanceof ObjectNode personal) {
            ObjectNode texts = codec.decrypt(
                            personal.get("key").asText(), personal.get("value").asText(), context)
                    .texts();
            personal.set("value", Objects.requireNonNull(texts, "not decrypted"));
        }
        return tree;
    }

    /** The reverse of {@link #inClear}. */
    public String encrypted(String inClear, String context) {
        ObjectNode tree = read(inClear);
        if (tree.get(PersonalDataCodec.FIELD) instanceof ObjectNode personal) {
            String id = personal.get("key").asText();
            SubjectKey key = new SubjectKey(id, ((StoredKey.Usable) find(id)).key());
            personal.put("value", codec.encrypt((ObjectNode) personal.get("value"), key, context));
        }
        return tree.toString();
    }

    private ObjectNode read(String text) {
        try {
            return (ObjectNode) json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
