package io.tokenledger.allinone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a person would expect of API keys, written down in the plainest way. */
final class Model {
    final List<Key> keys = new ArrayList<>();

    static final class Key {
        final int user;
        final String id;
        final List<String> values = new ArrayList<>();
        String name;
        boolean active = true;
        boolean deleted;
        Instant expiresAt;
        Instant retainedUntil;

        Key(int user, String id, String name, String value, Instant expiresAt) {
            this.user = user;
            this.id = id;
            this.name = name;
            this.expiresAt = expiresAt;
            values.add(value);
        }

        void rotate(String value, Duration retention, Instant now, Instant newExpiry) {
            values.add(value);
            retainedUntil = retention.isZero() ? null : now.plus(retention);
            expiresAt = newExpiry == null ? expiresAt : newExpiry;
        }

        boolean expired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }

        /** Whether the value of this generation (from 1) lets its holder in. */
        boolean accepts(int generation, Instant now) {
            boolean current = generation == values.size();
            boolean retained = generation == values.size() - 1 && retainedUntil != null && now.isBefore(retainedUntil);
            return !deleted && active && !expired(now) && (current || retained);
        }

        String state(Instant now) {
            if (expired(now)) {
                return "expired";
            }
            return active ? "active" : "inactive";
        }
    }

    List<Key> living(int user) {
        return keys.stream().filter(key -> key.user == user && !key.deleted).toList();
    }

    boolean nameTaken(int user, String name, Key except) {
        return living(user).stream().anyMatch(key -> key != except && key.name.equalsIgnoreCase(name));
    }

    Key any(Random random) {
        return keys.get(random.nextInt(keys.size()));
    }
}
