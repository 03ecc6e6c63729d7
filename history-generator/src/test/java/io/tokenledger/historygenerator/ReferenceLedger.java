package io.tokenledger.historygenerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.PasswordChanged;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State derived from the events alone, independent of the generator. It rejects events that cannot follow. */
final class ReferenceLedger {
    private final Map<UUID, ExpectedTimeline<Key>> keys = new HashMap<>();
    private final Map<UUID, ExpectedTimeline<Boolean>> accounts = new HashMap<>();
    private final Map<UUID, UUID> homes = new HashMap<>();
    private final Map<UUID, Map<UUID, OrganizationRole>> members = new HashMap<>();
    private final Map<UUID, WorkspaceCreated> workspaces = new HashMap<>();
    private final Map<UUID, Boolean> open = new HashMap<>();
    private final Map<UUID, Set<UUID>> assigned = new HashMap<>();
    private final Map<String, SignedIn> sessions = new HashMap<>();
    private final Set<UUID> deletedAccounts = new HashSet<>();

    record Key(
            UUID owner,
            int generation,
            @Nullable Instant retainedUntil,
            @Nullable Instant expiresAt,
            boolean active,
            boolean deleted) {

        boolean isGood(int shown, Instant at) {
            boolean current = shown == generation;
            boolean retained = shown == generation - 1 && retainedUntil != null && at.isBefore(retainedUntil);
            return active && !deleted && (current || retained) && !isExpired(at);
        }

        boolean isExpired(Instant at) {
            return expiresAt != null && !at.isBefore(expiresAt);
        }
    }

    void take(Instant at, TokenEvent event) {
        if (event instanceof TokenCreated created) {
            assertThat(keys).doesNotContainKey(created.tokenId());
            assertThat(isAlive(created.ownerId(), at)).isTrue();
            assertThat(created.createdByKey()).matches(key -> key == null || keys.containsKey(key));
            put(at, created.tokenId(), new Key(created.ownerId(), 1, null, created.expiresAt(), true, false));
            return;
        }
        Key key = key(event.tokenId());
        assertThat(key.deleted()).as("%s after deletion", event).isFalse();
        assertThat(event.ownerId()).isEqualTo(key.owner());
        put(at, event.tokenId(), after(at, key, event));
    }

    private static Key after(Instant at, Key key, TokenEvent event) {
        return switch (event) {
            case TokenCreated twice -> throw new AssertionError(twice);
            case TokenDescribed described -> key;
            case TokenRotated rotated -> {
                assertThat(rotated.generation()).isEqualTo(key.generation() + 1);
                yield new Key(
                        key.owner(),
                        rotated.generation(),
                        rotated.retainedUntil(),
                        rotated.expiresAt(),
                        key.active(),
                        false);
            }
            case PreviousSecretRetired retired -> {
                assertThat(retired.generation()).isEqualTo(key.generation() - 1);
                assertThat(key.retainedUntil()).isBeforeOrEqualTo(at);
                yield new Key(key.owner(), key.generation(), null, key.expiresAt(), key.active(), false);
            }
            case TokenDeactivated off -> {
                assertThat(key.active()).isTrue();
                yield new Key(key.owner(), key.generation(), key.retainedUntil(), key.expiresAt(), false, false);
            }
            case TokenActivated on -> {
                assertThat(key.active()).isFalse();
                yield new Key(key.owner(), key.generation(), key.retainedUntil(), key.expiresAt(), true, false);
            }
            case TokenExpired expired -> {
                assertThat(expired.expiredAt()).isEqualTo(key.expiresAt()).isBeforeOrEqualTo(at);
                yield key;
            }
            case TokenDeleted gone ->
                new Key(key.owner(), key.generation(), key.retainedUntil(), key.expiresAt(), key.active(), true);
        };
    }

    void take(Instant at, AccountEvent event) {
        switch (event) {
            case AccountRegistered registered -> {
                accounts.computeIfAbsent(registered.accountId(), id -> new ExpectedTimeline<>())
                        .put(at, true);
                if (registered.organizationId() != null) {
                    homes.put(registered.accountId(), registered.organizationId());
                }
            }
            case AccountDeactivated off -> setAlive(off.accountId(), at, false);
            case AccountActivated on -> setAlive(on.accountId(), at, true);
            case AccountDeleted gone -> {
                setAlive(gone.accountId(), at, false);
                deletedAccounts.add(gone.accountId());
            }
            case AccountErased erased -> assertThat(deletedAccounts).contains(erased.accountId());
            case PasswordChanged changed -> endSessions(changed.accountId());
            case SessionsEnded ended -> endSessions(ended.accountId());
            case ApiTokenRevoked revoked -> {
                assertIsSession(revoked.jti(), revoked.accountId(), at);
                sessions.remove(revoked.jti());
            }
            case SignedIn signedIn -> {
                assertThat(isAlive(signedIn.accountId(), at)).isTrue();
                sessions.put(signedIn.jti(), signedIn);
            }
            case SessionExchanged exchanged -> {
                assertIsSession(exchanged.jti(), exchanged.accountId(), at);
                UUID workspace = UUID.fromString(exchanged.minted().audience());
                assertThat(mayEnter(exchanged.accountId(), workspace)).isTrue();
            }
            default -> {}
        }
    }

    private void endSessions(UUID accountId) {
        sessions.values().removeIf(session -> session.accountId().equals(accountId));
    }

    void take(OrganizationEvent event) {
        Map<UUID, OrganizationRole> roles = members.computeIfAbsent(event.organizationId(), id -> new HashMap<>());
        switch (event) {
            case MemberAdded added ->
                assertThat(roles.put(added.accountId(), added.role())).isNull();
            case MemberRoleChanged changed ->
                assertThat(roles.put(changed.accountId(), changed.role()))
                        .isNotNull()
                        .isNotEqualTo(changed.role());
            case MemberRemoved removed -> {
                assertThat(roles.remove(removed.accountId())).isNotNull();
                assertThat(roles).containsValue(OrganizationRole.ORGANIZATION_ADMIN);
            }
            default -> {}
        }
    }

    void take(WorkspaceEvent event) {
        Set<UUID> there = assigned.computeIfAbsent(event.workspaceId(), id -> new HashSet<>());
        switch (event) {
            case WorkspaceCreated created -> {
                workspaces.put(created.workspaceId(), created);
                open.put(created.workspaceId(), created.openToMembers());
            }
            case WorkspaceDescribed described -> open.put(described.workspaceId(), described.openToMembers());
            case AccountAssigned assignment -> there.add(assignment.accountId());
            case AssignmentRemoved removed ->
                assertThat(there.remove(removed.accountId())).isTrue();
        }
    }

    boolean mayEnter(UUID account, UUID workspaceId) {
        UUID organization = workspaces.get(workspaceId).organizationId();
        boolean isAssigned = assigned.get(workspaceId).contains(account);
        if (homes.containsKey(account)) {
            return homes.get(account).equals(organization) && isAssigned;
        }
        OrganizationRole role = members.get(organization).get(account);
        return role != null
                && (isAssigned
                        || role == OrganizationRole.ORGANIZATION_ADMIN
                        || (role == OrganizationRole.ORGANIZATION_MEMBER && open.get(workspaceId)));
    }

    void assertIsSession(String jti, UUID account, Instant at) {
        SignedIn session = sessions.get(jti);
        assertThat(session).as("session %s of %s", jti, account).isNotNull();
        assertThat(session.accountId()).isEqualTo(account);
        assertThat(at).isBefore(session.expiresAt());
        assertThat(isAlive(account, at)).isTrue();
    }

    boolean isAlive(UUID account, Instant at) {
        return Boolean.TRUE.equals(accounts.get(account).at(at));
    }

    Key key(UUID id) {
        return keys.get(id).last();
    }

    /** The state of the key at the instant; fails if the key did not exist then. */
    Key keyAt(UUID id, Instant at) {
        Key key = keys.get(id).at(at);
        assertThat(key).isNotNull();
        return key;
    }

    private void setAlive(UUID account, Instant at, boolean alive) {
        assertThat(deletedAccounts).doesNotContain(account);
        assertThat(accounts.get(account).last()).isNotEqualTo(alive);
        accounts.get(account).put(at, alive);
    }

    private void put(Instant at, UUID id, Key key) {
        keys.computeIfAbsent(id, none -> new ExpectedTimeline<>()).put(at, key);
    }
}
