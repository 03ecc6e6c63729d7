package io.tokenledger.historygenerator;

import static java.util.Objects.requireNonNullElse;

import io.tokenledger.events.account.InstanceRole;
import java.util.Set;
import java.util.UUID;

/** The shared state of the generator: settings, random source, schedule, event buffer, accounts and actions. */
final class GeneratorContext {
    final HistorySettings settings;
    final long start;
    final long end;
    final SeededRandom random;
    final SeededIds ids;
    final ActionSchedule schedule = new ActionSchedule();
    final EventBuffer events;
    final WindowCounter windows;
    final UsageGenerator usage;
    final KeyActions keys;
    final AccountActions accounts;
    final OrganizationActions organizations;
    final SessionActivity sessions;
    final NetworkAllocator networks;
    final GeneratorState state;

    GeneratorContext(HistorySettings settings) {
        this.settings = settings;
        start = settings.start().toEpochMilli();
        end = settings.end().toEpochMilli();
        random = new SeededRandom(settings.seed());
        ids = new SeededIds(random);
        events = new EventBuffer(ids);
        windows = new WindowCounter(events);
        UUID server = ids.random();
        usage = new UsageGenerator(
                events,
                windows,
                ids,
                requireNonNullElse(settings.server(), server).toString());
        keys = new KeyActions(random, ids, schedule, events);
        accounts = new AccountActions(ids, random, schedule, events, keys);
        organizations = new OrganizationActions(ids, random, schedule, events);
        sessions = new SessionActivity(random, ids, schedule, events, windows, usage);
        networks = new NetworkAllocator(random);
        state = new GeneratorState(
                accounts.registerUser(start, "admin", "admin", Set.of(InstanceRole.SUPERUSER), ChangeMetadata.LEDGER));
        state.root.reserved = true;
        state.root.browsers.add(new GeneratedClient(networks.host(networks.office()), networks.browser()));
    }

    /**
     * The instant at a fraction of the history.
     *
     * @param part fraction from 0 to 1
     * @return milliseconds since 1970
     */
    long part(double part) {
        return start + (long) ((end - start) * part);
    }

    /** Schedules the task 20 seconds to 10 minutes later. */
    void soon(long now, ActionSchedule.Task task) {
        schedule.at(now + random.between(20 * EpochMillis.SECOND, 10 * EpochMillis.MINUTE), task);
    }

    /** Acts as the administrator of a service account's organization, or as the user itself. */
    void asAdministratorOf(long now, GeneratedAccount account, SessionActivity.Act act) {
        sessions.as(now, account.home == null ? account : account.home.administrator(), act);
    }
}
