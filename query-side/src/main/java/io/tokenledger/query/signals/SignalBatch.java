package io.tokenledger.query.signals;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.PersonalText;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.events.operatoraudit.UsesDropped;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of one batch. The rules check them together at its end, so the state of their keys and accounts is read and
 * written once.
 */
final class SignalBatch {
    private final DetectionStateRepository table;
    private final AccountSightingRepository accounts;
    private final List<Observed> batch = new ArrayList<>();

    SignalBatch(DetectionStateRepository table, AccountSightingRepository accounts) {
        this.table = table;
        this.accounts = accounts;
    }

    /**
     * An event with its origin.
     *
     * @param at time of the event; of counted uses, the first
     * @param account account that acted: that used a key, signed in or created a key; null if none is known
     */
    private record Observed(
            long position,
            LedgerEvent event,
            Instant at,
            @Nullable UUID account,
            @Nullable String address) {}

    /**
     * Adds an event.
     *
     * @param actor account that caused the event, from its metadata
     * @param address address of the request that caused the event, from its metadata
     */
    void add(long position, LedgerEvent event, Instant recordedAt, @Nullable UUID actor, @Nullable String address) {
        batch.add(
                switch (event) {
                    case TokenUsed used -> new Observed(position, used, used.first(), used.ownerId(), used.address());
                    case SignedIn signedIn ->
                        new Observed(position, signedIn, recordedAt, signedIn.accountId(), readable(signedIn.ip()));
                    case SessionExchanged exchanged ->
                        new Observed(position, exchanged, recordedAt, exchanged.accountId(), readable(exchanged.ip()));
                    case TokenCreated created ->
                        // Without the address, the creator was not seen anywhere.
                        new Observed(
                                position,
                                created,
                                recordedAt,
                                readable(address) == null ? null : actor,
                                readable(address));
                    default -> new Observed(position, event, recordedAt, null, null);
                });
    }

    private static @Nullable String readable(@Nullable String address) {
        return PersonalText.isGone(address) ? null : address;
    }

    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        AccountSightingRepository.Stored stored = readSightings();
        batch.removeIf(one -> one.position() <= stored.processedUpTo());
        if (!batch.isEmpty()) {
            detect(stored.sightings());
            batch.clear();
        }
    }

    /** Erases what was detected about an account; first detects what precedes the erasure. */
    void erase(UUID accountId, long position) {
        flush();
        table.erase(accountId, position);
        accounts.erase(accountId, position);
    }

    /** Erases what was detected about no known account; first detects what precedes the erasure. */
    void erase(UnattributedTextsErased event, long position) {
        flush();
        table.eraseUnattributed(event.before(), position);
    }

    /** Deletes what dropped uses have raised; first detects what precedes the event. */
    void drop(UsesDropped event) {
        flush();
        table.drop(event);
    }

    private void detect(AccountSightings sightings) {
        DetectionState state = readState();
        SignalRules uses = new SignalRules(state);
        NewNetworkRule networks = new NewNetworkRule(sightings);
        for (Observed one : batch) {
            if (one.event() instanceof UsageEvent use) {
                switch (use) {
                    case TokenUsed used -> uses.on(used, one.position());
                    case TokenUseRefused refused -> uses.on(refused, one.position());
                }
            }
            if (one.event() instanceof TokenUsesSummarized summary) {
                new SummarizedUses(summary).addTo(state, sightings);
            }
            check(one, networks);
        }
        accounts.add(sightings.added());
        table.write(
                state,
                Stream.concat(uses.raised().stream(), networks.raised().stream())
                        .toList(),
                batch.getLast().position());
    }

    private static void check(Observed one, NewNetworkRule networks) {
        if (one.account() == null) {
            return;
        }
        if (one.event() instanceof TokenCreated created && one.address() != null) {
            networks.onCreation(created, one.account(), one.address(), one.position(), one.at());
        } else {
            networks.onSighting(one.account(), one.address(), one.position(), one.at());
        }
    }

    private DetectionState readState() {
        Set<FirstAndLastUse.Key> keys = new LinkedHashSet<>();
        Instant earliest = Instant.MAX;
        Set<String> subjects = new LinkedHashSet<>();
        for (Observed one : batch) {
            if (one.event() instanceof TokenUsesSummarized summary) {
                keys.addAll(new SummarizedUses(summary).keys());
            }
            if (!(one.event() instanceof UsageEvent use)) {
                continue;
            }
            switch (use) {
                case TokenUsed used -> {
                    keys.addAll(SignalRules.sightings(used));
                    earliest = used.last().isBefore(earliest) ? used.last() : earliest;
                    subjects.add(used.tokenId().toString());
                }
                case TokenUseRefused refused -> subjects.add(SignalRules.subject(refused));
            }
        }
        Instant since = earliest.equals(Instant.MAX) ? Instant.EPOCH : earliest.minus(SignalRules.MANY_NETWORKS_WINDOW);
        return table.read(keys, since, subjects);
    }

    private AccountSightingRepository.Stored readSightings() {
        Set<AccountSighting.Key> keys = new LinkedHashSet<>();
        for (Observed one : batch) {
            if (one.account() != null) {
                keys.addAll(AccountSightings.keys(one.account(), one.address()));
            }
            if (one.event() instanceof TokenUsesSummarized summary) {
                keys.addAll(new SummarizedUses(summary).accounts());
            }
        }
        return accounts.read(keys);
    }
}
