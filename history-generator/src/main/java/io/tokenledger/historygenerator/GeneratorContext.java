package io.tokenledger.historygenerator;

import static java.util.Objects.requireNonNullElse;

import io.tokenledger.events.account.InstanceRole;
import java.util.Set;
import java.util.UUID;

/** What everything that happens has in common: chance, the agenda, the world, and what can be done in it. */
final class GeneratorContext {
    final HistorySettings settings;
    final long start;
    final long end;
    final SeededRandom chance;
    final SeededIds ids;
    final ActionSchedule agenda = new ActionSchedule();
    final EventBuffer journal;
    final WindowCounter windows;
    final UsageGenerator door;
    final KeyActions keys;
    final AccountActions accounts;
    final OrganizationActions organizations;
    final SessionActivity sessions;
    final NetworkAllocator places;
    final GeneratorState world;

    GeneratorContext(HistorySettings settings) {
        this.settings = settings;
        start = settings.start().toEpochMilli();
        end = settings.end().toEpochMilli();
        chance = new SeededRandom(settings.seed());
        ids = new SeededIds(chance);
        journal = new EventBuffer(ids);
        windows = new WindowCounter(journal);
        UUID server = ids.random();
        door = new UsageGenerator(
                journal,
                windows,
                ids,
                requireNonNullElse(settings.server(), server).toString());
        keys = new KeyActions(chance, ids, agenda, journal);
        accounts = new AccountActions(ids, chance, agenda, journal, keys);
        organizations = new OrganizationActions(ids, chance, agenda, journal);
        sessions = new SessionActivity(chance, ids, agenda, journal, windows, door);
        places = new NetworkAllocator(chance);
        world = new GeneratorState(
                accounts.registerUser(start, "admin", "admin", Set.of(InstanceRole.SUPERUSER), ChangeMetadata.LEDGER));
        world.root.reserved = true;
        world.root.browsers.add(new GeneratedClient(places.host(places.office()), places.browser()));
    }

    /** The instant at this part of the history, from 0 to 1. */
    long part(double part) {
        return start + (long) ((end - start) * part);
    }

    /** Does it some minutes later. */
    void soon(long now, ActionSchedule.Task task) {
        agenda.at(now + chance.between(20 * EpochMillis.SECOND, 10 * EpochMillis.MINUTE), task);
    }

    /** Does it in the name of whoever looks after the account's keys. */
    void asSteward(long now, GeneratedAccount account, SessionActivity.Act act) {
        sessions.as(now, account.home == null ? account : account.home.administrator(), act);
    }
}
