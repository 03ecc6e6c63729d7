package io.tokenledger.historygenerator;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user or a service account with its keys, its clients and its session, if it is signed in. */
final class GeneratedAccount extends GeneratedAggregate {
    final AccountKind kind;
    final String username;
    final @Nullable GeneratedOrganization home;
    final List<GeneratedOrganization> memberships = new ArrayList<>();
    final List<GeneratedKey> keys = new ArrayList<>();
    final List<GeneratedClient> browsers = new ArrayList<>();
    final List<GeneratedClient> tools = new ArrayList<>();
    String name;

    @Nullable
    String email;

    @Nullable
    String description;

    Set<InstanceRole> roles = Set.of();
    boolean active = true;
    boolean deleted;

    @Nullable
    Session session;

    private int sessionGeneration = 1;

    int keysSoFar;

    /** An API token from a sign-in. */
    record Session(String jti, long expiresAt, GeneratedClient client) {}

    GeneratedAccount(UUID id, AccountKind kind, String username, String name, @Nullable GeneratedOrganization home) {
        super(id);
        this.kind = kind;
        this.username = username;
        this.name = name;
        this.home = home;
    }

    @Override
    String type() {
        return AggregateTypes.ACCOUNT;
    }

    boolean isActive() {
        return exists() && active && !deleted;
    }

    /** Ends all sessions and returns the generation of the sessions that start afterwards. */
    int endSessions() {
        session = null;
        return ++sessionGeneration;
    }

    boolean isPerson() {
        return kind == AccountKind.USER;
    }

    /** The session, if there is one that is valid at the instant. */
    @Nullable
    Session session(long now) {
        Session last = session;
        return last != null && isActive() && now < last.expiresAt() ? last : null;
    }

    /** The organizations whose token policies apply to the account's keys. */
    List<GeneratedOrganization> binding() {
        return home == null ? memberships : List.of(home);
    }

    long existingKeys() {
        return keys.stream().filter(key -> !key.deleted).count();
    }
}
