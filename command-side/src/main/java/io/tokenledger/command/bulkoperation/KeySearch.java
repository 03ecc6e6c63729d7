package io.tokenledger.command.bulkoperation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.FindBulkOperation;
import io.tokenledger.api.query.FindTokens;
import io.tokenledger.api.query.FoundTokens;
import io.tokenledger.api.query.FoundTokens.Found;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.readyourwrites.RequiredReadModelQueries;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the keys that a bulk operation selects. Keys given by value or digest come from the lookup tables that
 * credential checks use. Filters are evaluated by the key listing once it has reached the head of the event store.
 */
@Component
class KeySearch {
    private static final long RETRY_SECONDS = 5;

    private final RequiredReadModelQueries queries;
    private final LeakedKeyFinder leaked;
    private final AccountCache accounts;
    private final EventPositions events;

    KeySearch(RequiredReadModelQueries queries, LeakedKeyFinder leaked, AccountCache accounts, EventPositions events) {
        this.queries = queries;
        this.leaked = leaked;
        this.accounts = accounts;
        this.events = events;
    }

    /**
     * The selected keys, newest first.
     *
     * @param position position up to which all key changes were considered
     * @param usesDroppedBefore uses that ended before this instant were dropped, so the selection can lack keys; null if it
     *     lacks none
     */
    record Result(List<Found> keys, long position, @Nullable Instant usesDroppedBefore) {
        Result(List<Found> keys, long position) {
            this(keys, position, null);
        }

        int total() {
            return keys.size();
        }
    }

    /** Finds the keys that the request selects and that the caller may deactivate. */
    Result search(DeactivationRequest body, Caller caller) {
        Collection<CredentialRecord> held = leaked.keys(body);
        long position = events.head(); // read after the keys, so that the listing contains all of them
        Map<String, String> filter = body.filter() == null ? Map.of() : body.filter();
        if (held != null && filter.isEmpty() && body.tokens() == null) {
            return new Result(deactivatable(held, caller), position);
        }
        List<UUID> among = among(held, body.tokens());
        FoundTokens found =
                search(new FindTokens(filter, among, caller, CommandLimits.MAX_KEYS_PER_OPERATION, position));
        return new Result(found.tokens(), position, found.usesDroppedBefore());
    }

    /** The ids that are given by both; null if neither gives any. */
    private static @Nullable List<UUID> among(
            @Nullable Collection<CredentialRecord> held, @Nullable List<UUID> tokens) {
        if (held == null) {
            return tokens;
        }
        return held.stream()
                .map(CredentialRecord::tokenId)
                .filter(id -> tokens == null || tokens.contains(id))
                .toList();
    }

    /**
     * The keys of an account that work, and those that have expired and would work again after a rotation.
     *
     * @throws io.tokenledger.api.problem.ProblemException if there are more than one operation may change
     */
    Result searchKeysOf(UUID owner, Caller caller) {
        long position = events.head();
        List<Found> found = new ArrayList<>();
        for (String state : List.of("active", "expired")) {
            Map<String, String> filter = Map.of("owner", owner.toString(), "state", state);
            found.addAll(search(new FindTokens(filter, null, caller, CommandLimits.MAX_KEYS_PER_OPERATION, position))
                    .tokens());
        }
        return new Result(found, position);
    }

    private FoundTokens search(FindTokens query) {
        FoundTokens found = ask(query);
        if (found.total() > CommandLimits.MAX_KEYS_PER_OPERATION) {
            throw ProblemCode.BAD_VALUE.because(
                    "%d keys match. One operation can change at most 10,000 keys: narrow the filter.", found.total());
        }
        return found;
    }

    /** The position of the last event, which a search must include. */
    long head() {
        return events.head();
    }

    /** The keys that an operation has changed so far. */
    List<Found> changedBy(UUID actId, Caller caller) {
        return ask(new FindBulkOperation(actId, FindBulkOperation.Keys.CHANGED, caller, events.head()))
                .tokens();
    }

    /**
     * Finds the keys of an earlier operation that are still in the state in which it left them and that the caller may
     * deactivate.
     *
     * @param only ids to which the search is restricted; null for no restriction
     */
    Result searchOperation(UUID actId, @Nullable List<UUID> only, Caller caller) {
        long position = events.head();
        List<Found> found = ask(new FindBulkOperation(actId, FindBulkOperation.Keys.UNCHANGED, caller, position))
                .tokens();
        Set<UUID> wanted = only == null ? Set.of() : new HashSet<>(only);
        return new Result(
                found.stream()
                        .filter(key -> only == null || wanted.contains(key.id()))
                        .toList(),
                position);
    }

    private List<Found> deactivatable(Collection<CredentialRecord> keys, Caller caller) {
        Map<UUID, Boolean> owners = new HashMap<>();
        return keys.stream()
                .filter(key -> owners.computeIfAbsent(key.ownerId(), owner -> mayDeactivate(caller, owner)))
                .sorted(Comparator.comparing(CredentialRecord::createdAt)
                        .thenComparing(CredentialRecord::tokenId)
                        .reversed())
                .map(key -> new Found(key.tokenId(), key.name(), key.ownerId()))
                .toList();
    }

    /** Applies the same rule as the listing, to the account as it is stored now. */
    private boolean mayDeactivate(Caller caller, UUID ownerId) {
        if (caller.may(Action.TOKEN_DEACTIVATE) || ownerId.equals(caller.accountId())) {
            return true;
        }
        Set<UUID> organizations = caller.organizationsWhere(Action.TOKEN_DEACTIVATE);
        return accounts.read(ownerId)
                .filter(owner -> belongsToOne(owner, organizations))
                .isPresent();
    }

    private static boolean belongsToOne(AccountRecord owner, Set<UUID> organizations) {
        UUID home = owner.organizationId();
        return (home != null && organizations.contains(home))
                || owner.memberships().keySet().stream().anyMatch(organizations::contains);
    }

    private FoundTokens ask(Object query) {
        return ask(query, FoundTokens.class);
    }

    /** The answer of the query side; a problem if it is late or behind. */
    <T> T ask(Object query, Class<T> answer) {
        return queries.ask(
                query,
                answer,
                RequestDeadline.remaining(CommandLimits.KEY_SEARCH_TIMEOUT),
                "The search for the keys timed out.",
                RETRY_SECONDS);
    }
}
