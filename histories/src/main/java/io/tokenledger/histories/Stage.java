package io.tokenledger.histories;

import static java.util.Objects.requireNonNullElse;

import io.tokenledger.events.account.InstanceRole;
import java.util.Set;
import java.util.UUID;

/** What everything that happens has in common: chance, the agenda, the world, and what can be done in it. */
final class Stage {
    final HistorySettings settings;
    final long start;
    final long end;
    final Chance chance;
    final Ids ids;
    final Agenda agenda = new Agenda();
    final Journal journal;
    final Windows windows;
    final Door door;
    final Keys keys;
    final Accounts accounts;
    final Organizations organizations;
    final Sessions sessions;
    final Places places;
    final World world;

    Stage(HistorySettings settings) {
        this.settings = settings;
        start = settings.start().toEpochMilli();
        end = settings.end().toEpochMilli();
        chance = new Chance(settings.seed());
        ids = new Ids(chance);
        journal = new Journal(ids);
        windows = new Windows(journal);
        UUID server = ids.random();
        door = new Door(
                journal,
                windows,
                ids,
                requireNonNullElse(settings.server(), server).toString());
        keys = new Keys(chance, ids, agenda, journal);
        accounts = new Accounts(ids, chance, agenda, journal, keys);
        organizations = new Organizations(ids, chance, agenda, journal);
        sessions = new Sessions(chance, ids, agenda, journal, windows, door);
        places = new Places(chance);
        world = new World(
                accounts.registerUser(start, "admin", "admin", Set.of(InstanceRole.SUPERUSER), Causes.LEDGER));
        world.root.reserved = true;
        world.root.browsers.add(new Client(places.host(places.office()), places.browser()));
    }

    /** The instant at this part of the history, from 0 to 1. */
    long part(double part) {
        return start + (long) ((end - start) * part);
    }

    /** Does it some minutes later. */
    void soon(long now, Agenda.Task task) {
        agenda.at(now + chance.between(20 * Time.SECOND, 10 * Time.MINUTE), task);
    }

    /** Does it in the name of whoever looks after the account's keys. */
    void asSteward(long now, AccountModel account, Sessions.Act act) {
        sessions.as(now, account.home == null ? account : account.home.administrator(), act);
    }
}
