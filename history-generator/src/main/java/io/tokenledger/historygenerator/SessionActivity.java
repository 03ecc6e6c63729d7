package io.tokenledger.historygenerator;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.usage.MintedToken;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sign-ins, and actions in sessions. */
final class SessionActivity {
    private final SeededRandom chance;
    private final SeededIds ids;
    private final ActionSchedule agenda;
    private final EventBuffer journal;
    private final WindowCounter windows;
    private final UsageGenerator usages;

    /** An action of an account that is signed in. */
    @FunctionalInterface
    interface Act {
        void run(long now, Map<String, String> cause);
    }

    SessionActivity(
            SeededRandom chance,
            SeededIds ids,
            ActionSchedule agenda,
            EventBuffer journal,
            WindowCounter windows,
            UsageGenerator usages) {
        this.chance = chance;
        this.ids = ids;
        this.agenda = agenda;
        this.journal = journal;
        this.windows = windows;
        this.usages = usages;
    }

    /**
     * Runs the action now if the person is signed in, else within 40 seconds of a new sign-in; skips inactive accounts.
     */
    void as(long now, GeneratedAccount person, Act act) {
        GeneratedAccount.Session session = person.session(now);
        if (session != null) {
            act.run(
                    now,
                    ChangeMetadata.session(
                            person, session.jti(), session.client().request(ids)));
        } else if (person.isActive()) {
            signIn(now, person);
            agenda.at(
                    now + chance.between(5, 40) * EpochMillis.SECOND, later -> actIfStillSignedIn(later, person, act));
        }
    }

    private void actIfStillSignedIn(long now, GeneratedAccount person, Act act) {
        GeneratedAccount.Session session = person.session(now);
        if (session != null) {
            act.run(
                    now,
                    ChangeMetadata.session(
                            person, session.jti(), session.client().request(ids)));
        }
    }

    void signIn(long now, GeneratedAccount person) {
        GeneratedClient client = chance.pick(person.browsers);
        MintedToken minted = usages.mint(now, "", EpochMillis.NEVER);
        person.session =
                new GeneratedAccount.Session(minted.jti(), minted.expiresAt().toEpochMilli(), client);
        journal.record(
                now,
                new SignedIn(person.id, minted.jti(), minted.expiresAt(), client.ip(), client.agent()),
                UsageGenerator.cause(client.request(ids)));
    }

    /** Exchanges the session for an API token of the workspace, if the person may enter the workspace. */
    void enter(long now, GeneratedAccount person, GeneratedWorkspace workspace) {
        GeneratedAccount.Session session = person.session(now);
        if (session == null || !GeneratedAdmission.mayEnter(person, workspace)) {
            return;
        }
        GeneratedClient client = session.client();
        journal.record(
                now,
                new SessionExchanged(
                        person.id,
                        session.jti(),
                        usages.mint(now, workspace.idText(), EpochMillis.NEVER),
                        client.ip(),
                        client.agent()),
                UsageGenerator.cause(client.request(ids)));
    }

    /**
     * Ends the person's session or all of them. Sometimes another browser window presents the ended session once more.
     */
    void signOut(long now, GeneratedAccount person) {
        GeneratedAccount.Session session = person.session(now);
        if (session == null || person.reserved) {
            return;
        }
        GeneratedOrigin origin = session.client().request(ids);
        Map<String, String> cause = ChangeMetadata.session(person, session.jti(), origin);
        if (chance.percent(10)) {
            journal.append(
                    now, person, new SessionsEnded(person.id, person.endSessions(), "signed out everywhere"), cause);
        } else {
            person.session = null;
            journal.begin(now, AggregateTypes.API_TOKEN, session.jti(), revoked(person, session), cause);
            if (chance.percent(20)) {
                agenda.at(
                        now + EpochMillis.SECOND,
                        later -> usages.refuseRevoked(
                                later, person, session.client().request(ids), chance.pick(RouteTargets.TARGETS)));
            }
        }
    }

    private ApiTokenRevoked revoked(GeneratedAccount person, GeneratedAccount.Session session) {
        Instant end = EpochMillis.instant(session.expiresAt());
        return new ApiTokenRevoked(person.id, session.jti(), null, usages.server(), end, end, "signed out");
    }

    /** Refuses a sign-in because of a wrong password or an unknown username. */
    void refuse(long now, @Nullable GeneratedAccount account, GeneratedClient client) {
        SignInRefused refused = new SignInRefused(
                account == null ? null : account.id,
                client.ip(),
                client.agent(),
                EpochMillis.instant(now),
                EpochMillis.instant(now),
                1);
        windows.record(
                now,
                new WindowKey.SignIn(refused.accountId(), client.ip(), account == null ? null : client.agent()),
                client.request(ids).correlationId(),
                () -> refused);
    }
}
