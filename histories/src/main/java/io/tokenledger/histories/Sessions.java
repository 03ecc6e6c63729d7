package io.tokenledger.histories;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.use.MintedToken;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How people sign in, and what they do then. */
final class Sessions {
    private final Chance chance;
    private final Ids ids;
    private final Agenda agenda;
    private final Journal journal;
    private final Windows windows;
    private final Door door;

    /** Something that somebody does who is signed in. */
    @FunctionalInterface
    interface Act {
        void happen(long now, Map<String, String> cause);
    }

    Sessions(Chance chance, Ids ids, Agenda agenda, Journal journal, Windows windows, Door door) {
        this.chance = chance;
        this.ids = ids;
        this.agenda = agenda;
        this.journal = journal;
        this.windows = windows;
        this.door = door;
    }

    /** Does it at once where the person is signed in, else half a minute later; not at all where it may not sign in. */
    void as(long now, AccountModel person, Act act) {
        AccountModel.Session session = person.session(now);
        if (session != null) {
            act.happen(
                    now, Causes.session(person, session.jti(), session.client().request(ids)));
        } else if (person.lives()) {
            signIn(now, person);
            agenda.at(now + chance.between(5, 40) * Time.SECOND, later -> actIfStillSignedIn(later, person, act));
        }
    }

    private void actIfStillSignedIn(long now, AccountModel person, Act act) {
        AccountModel.Session session = person.session(now);
        if (session != null) {
            act.happen(
                    now, Causes.session(person, session.jti(), session.client().request(ids)));
        }
    }

    void signIn(long now, AccountModel person) {
        Client client = chance.pick(person.browsers);
        MintedToken minted = door.mint(now, "", Time.NEVER);
        person.session =
                new AccountModel.Session(minted.jti(), minted.expiresAt().toEpochMilli(), client);
        journal.record(
                now,
                new SignedIn(person.id, minted.jti(), minted.expiresAt(), client.ip(), client.agent()),
                Door.cause(client.request(ids)));
    }

    /** An API token of the workspace for a session; refused where the person may not enter. */
    void enter(long now, AccountModel person, WorkspaceModel workspace) {
        AccountModel.Session session = person.session(now);
        if (session == null || !Admissions.mayEnter(person, workspace)) {
            return;
        }
        Client client = session.client();
        journal.record(
                now,
                new SessionExchanged(
                        person.id,
                        session.jti(),
                        door.mint(now, workspace.idText(), Time.NEVER),
                        client.ip(),
                        client.agent()),
                Door.cause(client.request(ids)));
    }

    /** Ends the person's session, or all of them; sometimes another window of the browser shows the ended one once more. */
    void signOut(long now, AccountModel person) {
        AccountModel.Session session = person.session(now);
        if (session == null || person.reserved) {
            return;
        }
        Origin origin = session.client().request(ids);
        Map<String, String> cause = Causes.session(person, session.jti(), origin);
        if (chance.percent(10)) {
            journal.append(
                    now, person, new SessionsEnded(person.id, person.endSessions(), "signed out everywhere"), cause);
        } else {
            person.session = null;
            journal.begin(now, AggregateTypes.API_TOKEN, session.jti(), revoked(person, session), cause);
            if (chance.percent(20)) {
                agenda.at(
                        now + Time.SECOND,
                        later -> door.refuseRevoked(
                                later, person, session.client().request(ids), chance.pick(Routes.TARGETS)));
            }
        }
    }

    private ApiTokenRevoked revoked(AccountModel person, AccountModel.Session session) {
        Instant end = Time.instant(session.expiresAt());
        return new ApiTokenRevoked(person.id, session.jti(), null, door.server(), end, end, "signed out");
    }

    /** A wrong password, or a username that nobody has. */
    void refuse(long now, @Nullable AccountModel account, Client client) {
        SignInRefused refused = new SignInRefused(
                account == null ? null : account.id,
                client.ip(),
                client.agent(),
                Time.instant(now),
                Time.instant(now),
                1);
        windows.record(
                now,
                new UseKey.SignIn(refused.accountId(), client.ip(), account == null ? null : client.agent()),
                client.request(ids).correlationId(),
                () -> refused);
    }
}
