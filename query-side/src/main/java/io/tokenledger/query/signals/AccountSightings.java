package io.tokenledger.query.signals;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sightings of the accounts of a batch: the stored ones, and those that the batch adds. */
final class AccountSightings {
    private final Map<AccountSighting.Key, AccountSighting> known = new HashMap<>();
    private final Map<AccountSighting.Key, AccountSighting> added = new LinkedHashMap<>();

    AccountSightings(List<AccountSighting> stored) {
        stored.forEach(one -> known.put(one.key(), one));
    }

    /** The keys of the rows that a sighting needs. */
    static List<AccountSighting.Key> keys(UUID account, @Nullable String address) {
        AccountSighting.Key any = AccountSighting.Key.anyNetwork(account);
        return address == null
                ? List.of(any)
                : List.of(any, new AccountSighting.Key(account, SignalNetwork.of(address)));
    }

    /** The first sighting of the account from any network; empty before its first. */
    Optional<AccountSighting> first(UUID account) {
        return Optional.ofNullable(known.get(AccountSighting.Key.anyNetwork(account)));
    }

    /** The first sighting of the account from the network of this address; empty before its first. */
    Optional<AccountSighting> first(UUID account, String address) {
        return Optional.ofNullable(known.get(new AccountSighting.Key(account, SignalNetwork.of(address))));
    }

    /** Records a sighting. Only the first of each account and network is kept. */
    void add(UUID account, @Nullable String address, long position, Instant at) {
        for (AccountSighting.Key key : keys(account, address)) {
            add(new AccountSighting(key, position, at));
        }
    }

    /** Records a sighting, unless an earlier one is known. */
    void add(AccountSighting sighting) {
        AccountSighting before = known.get(sighting.key());
        if (before == null || sighting.firstPosition() < before.firstPosition()) {
            known.put(sighting.key(), sighting);
            added.put(sighting.key(), sighting);
        }
    }

    List<AccountSighting> added() {
        return List.copyOf(added.values());
    }
}
