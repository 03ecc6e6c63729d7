package io.tokenledger.eventstore.cleartext;

import io.tokenledger.eventstore.personaldata.StoredKey;
import io.tokenledger.eventstore.personaldata.SubjectKey;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Remembers the ids of the keys that encrypted texts. For one thread. */
final class UsedSubjectKeys implements SubjectKeys {
    private final SubjectKeys keys;
    private Set<String> used = new HashSet<>();

    UsedSubjectKeys(SubjectKeys keys) {
        this.keys = keys;
    }

    @Override
    public Optional<SubjectKey> forWriting(@Nullable UUID subject) {
        Optional<SubjectKey> key = keys.forWriting(subject);
        key.ifPresent(usable -> used.add(usable.id()));
        return key;
    }

    @Override
    public StoredKey find(String id) {
        return keys.find(id);
    }

    @Override
    public void invalidate(UUID subject) {
        keys.invalidate(subject);
    }

    /** The ids since the last call. */
    Set<String> take() {
        Set<String> taken = used;
        used = new HashSet<>();
        return taken;
    }
}
