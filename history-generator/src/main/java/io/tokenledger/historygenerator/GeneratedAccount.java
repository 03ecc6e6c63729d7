package io.tokenledger.historygenerator;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person or an automation, with its keys, its programs, and its session where it is signed in. */
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

    boolean lives() {
        return exists() && active && !deleted;
    }

    /** Ends all sessions; the generation of those that begin from now on. */
    int endSessions() {
        session = null;
        return ++sessionGeneration;
    }

    boolean isPerson() {
        return kind == AccountKind.USER;
    }

    /** The session, where there is one that is good at the instant. */
    @Nullable
    Session session(long now) {
        Session last = session;
        return last != null && lives() && now < last.expiresAt() ? last : null;
    }

    /** The organizations whose policies bind its keys. */
    List<GeneratedOrganization> binding() {
        return home == null ? memberships : List.of(home);
    }

    long livingKeys() {
        return keys.stream().filter(key -> !key.deleted).count();
    }
}
