package io.tokenledger.histories;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person or an automation, with its keys, its programs, and its session where it is signed in. */
final class AccountModel extends AggregateModel {
    final AccountKind kind;
    final String username;
    final @Nullable OrganizationModel home;
    final List<OrganizationModel> memberships = new ArrayList<>();
    final List<KeyModel> keys = new ArrayList<>();
    final List<Client> browsers = new ArrayList<>();
    final List<Client> tools = new ArrayList<>();
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
    record Session(String jti, long expiresAt, Client client) {}

    AccountModel(UUID id, AccountKind kind, String username, String name, @Nullable OrganizationModel home) {
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
    List<OrganizationModel> binding() {
        return home == null ? memberships : List.of(home);
    }

    long livingKeys() {
        return keys.stream().filter(key -> !key.deleted).count();
    }
}
