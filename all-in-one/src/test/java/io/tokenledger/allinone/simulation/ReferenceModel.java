package io.tokenledger.allinone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The expected behaviour of API keys, API tokens and sessions, in the simplest possible code. */
final class ReferenceModel {
    final List<Key> keys = new ArrayList<>();
    final List<ApiToken> apiTokens = new ArrayList<>();
    final List<Session> sessions = new ArrayList<>();
    /** Ids of bulk deactivations. */
    final List<String> deactivations = new ArrayList<>();

    static final class Key {
        final int user;
        final String id;
        final List<String> values = new ArrayList<>();
        String name;
        boolean active = true;
        /** An administrator deactivated the key, so its owner cannot activate it. */
        boolean endedByAdministrator;
        /** The bulk deactivation that includes the key, until the key is activated or rotated. */
        String deactivation;

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
            deactivation = null;
        }

        void activate() {
            active = true;
            endedByAdministrator = false;
            deactivation = null;
        }

        void deactivate(boolean byAdministrator, String bulk) {
            if (active) {
                active = false;
                endedByAdministrator = byAdministrator;
                deactivation = bulk;
            }
        }

        boolean expired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }

        /** Whether the ledger must accept the value of this generation (from 1). */
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

    static final class ApiToken {
        final Key key;
        final int generation;
        final Jwt jwt;
        boolean revoked;

        ApiToken(Key key, int generation, Jwt jwt) {
            this.key = key;
            this.generation = generation;
            this.jwt = jwt;
        }

        boolean isAccepted(Instant now) {
            return !revoked && jwt.isCurrent(now) && key.accepts(generation, now);
        }
    }

    static final class Session {
        final int user;
        final Jwt jwt;
        boolean ended;

        Session(int user, Jwt jwt) {
            this.user = user;
            this.jwt = jwt;
        }

        boolean isAccepted(Instant now) {
            return !ended && jwt.isCurrent(now);
        }
    }

    List<Key> living(int user) {
        return keys.stream().filter(key -> key.user == user && !key.deleted).toList();
    }

    /** Keys that are unchanged since the bulk deactivation. */
    List<Key> of(String deactivation) {
        return keys.stream()
                .filter(key -> !key.deleted && deactivation.equals(key.deactivation))
                .toList();
    }

    boolean nameTaken(int user, String name, Key except) {
        return living(user).stream().anyMatch(key -> key != except && key.name.equalsIgnoreCase(name));
    }

    void endSessions(int user) {
        sessions.stream().filter(session -> session.user == user).forEach(session -> session.ended = true);
    }

    static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
