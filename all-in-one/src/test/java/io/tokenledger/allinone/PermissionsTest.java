package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.RouteCatalog.Route;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Permissions;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every route, requested in every role with every kind of credential, follows the table of permissions. Checks that a
 * handler adds to its route are covered if a request can be made that reaches them.
 */
class PermissionsTest {
    private static final LedgerUnderTest LEDGER =
            LedgerUnderTest.start(Map.of("ledger.use.refusals-per-minute", "100000"));
    private static final TestOrganization ACME = TestOrganization.of(LEDGER);
    private static final String WORKSPACE = ACME.workspace(false);
    private static final String BULK_OPERATIONS = "/ledger/tokens/deactivations";
    private static final String ELSEWHERE = "administrator of another";
    private static final String NO_ORGANIZATION = "There is no such organization.";

    /** A role and its actions in the organization that the requests are about. */
    private record Role(String name, Set<Action> allowed, List<Client> credentials) {}

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void every_route_in_every_role_by_every_credential_does_what_the_table_says() {
        List<Role> roles = roles();
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Route route : whatEndsSessionsLast()) {
            if (route.requires().isEmpty()) {
                continue;
            }
            Requires requires = route.requires().get();
            Action decisive = decisive(route, requires);
            for (Role role : roles) {
                for (Client credential : role.credentials()) {
                    Answer answer = ask(endsSessions(route) ? inNewSession(credential) : credential, route);
                    asked++;
                    boolean allowed = (role.allowed().contains(decisive) || actsElsewhere(role, route))
                            && !isOfTheWrongKind(credential, route);
                    if (isRefused(answer) == allowed) {
                        wrong.add(route.method() + " " + route.path() + " as " + role.name() + ": " + answer.status()
                                + " " + answer.body());
                    }
                }
            }
            Answer nobody = ask(Client.of(LEDGER), route);
            if (nobody.status() != 401) {
                wrong.add(route.method() + " " + route.path() + " as nobody: " + nobody.status());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(800);
    }

    private static List<Route> whatEndsSessionsLast() {
        return RouteCatalog.of(LEDGER).stream()
                .sorted(Comparator.comparing(PermissionsTest::endsSessions))
                .toList();
    }

    private static boolean endsSessions(Route route) {
        return route.method().equals("DELETE") && route.path().equals("/users/me/sessions");
    }

    /** The same caller in a new session, since the previous request ended all of them. */
    private static Client inNewSession(Client credential) {
        if (credential.username().isEmpty()) {
            return credential;
        }
        return credential.headers().containsKey("Cookie") ? byCookie(credential) : credential.again();
    }

    /**
     * The route admits administrators of any organization; the bulk operation itself then selects the keys they may
     * change.
     */
    private static boolean actsElsewhere(Role role, Route route) {
        return route.path().startsWith(BULK_OPERATIONS) && role.name().equals(ELSEWHERE);
    }

    /** Forward authentication accepts no cookie. A route that needs a session accepts no API key. */
    private static boolean isOfTheWrongKind(Client credential, Route route) {
        boolean needsSession = route.requires().filter(Requires::session).isPresent();
        return (route.path().equals("/oauth2/verify") && credential.headers().containsKey("Cookie"))
                || (needsSession && credential.username().isEmpty());
    }

    /** The action that decides whether this request is allowed. */
    private static Action decisive(Route route, Requires requires) {
        boolean reachesInside = route.path().startsWith("/workspaces")
                || route.path().contains("/members/")
                || route.path().startsWith(BULK_OPERATIONS)
                || route.path().equals("/ledger/policy_simulations")
                || route.path().equals("/ledger/projections/{name}/replays"); // without a body, it is a rebuild
        return reachesInside && requires.inside().length > 0 ? requires.inside()[0] : requires.value();
    }

    private static Answer ask(Client credential, Route route) {
        String path = route.path()
                .replace("{organizationId}", ACME.id())
                .replace("/workspaces/{idOrName}", "/workspaces/" + WORKSPACE)
                .replaceAll("\\{[a-zA-Z]*[iI]d}", UUID.randomUUID().toString())
                .replaceAll("\\{[a-zA-Z]+}", "nothing-of-that-name");
        String query = route.path().endsWith("/revocations") ? "?wait=0" : "";
        if (route.method().equals("GET")) {
            return credential.get(path + query);
        }
        return credential.json(route.method(), path, bodyFor(route.path()).formatted(ACME.id()));
    }

    /** A body with only the fields that the route knows, since those below {@code /ledger} reject all others. */
    private static String bodyFor(String path) {
        if (!path.startsWith("/ledger/")) {
            return "{\"organization_id\":\"%s\"}";
        }
        return path.equals("/ledger/policy_simulations") ? "{\"organization\":\"%s\"}" : "{}";
    }

    private static boolean isRefused(Answer answer) {
        return answer.status() == 401
                || answer.status() == 403
                || (answer.status() == 404 && answer.body().contains(NO_ORGANIZATION))
                || (answer.status() == 404 && answer.body().contains("There is no such workspace."));
    }

    private static List<Role> roles() {
        String account = ACME.serviceAccount();
        Map<String, Client> instance = new LinkedHashMap<>();
        for (InstanceRole role : InstanceRole.values()) {
            instance.put(role.wire(), withRole(role.wire()));
        }
        List<Role> roles = new ArrayList<>();
        roles.add(new Role("outsider", user(), credentials(LEDGER.newUser())));
        roles.add(new Role(
                ELSEWHERE, user(), credentials(TestOrganization.of(LEDGER).admin())));
        roles.add(new Role("member", user(OrganizationRole.ORGANIZATION_MEMBER), credentials(ACME.member())));
        roles.add(new Role("auditor", user(OrganizationRole.ORGANIZATION_AUDITOR), credentials(ACME.auditor())));
        roles.add(new Role("admin", user(OrganizationRole.ORGANIZATION_ADMIN), credentials(ACME.admin())));
        for (InstanceRole role : InstanceRole.values()) {
            roles.add(new Role("instance " + role.wire(), user(role), credentials(instance.get(role.wire()))));
        }
        Set<Action> atHome = EnumSet.copyOf(Permissions.of(AccountKind.SERVICE_ACCOUNT));
        atHome.addAll(Permissions.ofHomeOrganization());
        roles.add(new Role("service account", atHome, byKey(ACME.keyOf(account))));
        return roles;
    }

    private static Set<Action> user(OrganizationRole role) {
        Set<Action> allowed = EnumSet.copyOf(Permissions.of(AccountKind.USER));
        allowed.addAll(Permissions.of(role));
        return allowed;
    }

    private static Set<Action> user(InstanceRole... roles) {
        Set<Action> allowed = EnumSet.copyOf(Permissions.of(AccountKind.USER));
        for (InstanceRole role : roles) {
            allowed.addAll(Permissions.of(role));
        }
        return allowed;
    }

    /** A sign-in by token and by cookie, a personal access token, and an API token of it. */
    private static List<Client> credentials(Client session) {
        List<Client> credentials = new ArrayList<>();
        credentials.add(session);
        credentials.add(byCookie(session));
        credentials.addAll(byKey(Client.of(LEDGER).bearer(session.newKey(Unique.text()))));
        return credentials;
    }

    private static Client byCookie(Client session) {
        Map<String, String> cookies = Client.of(LEDGER)
                .form("/auth/session", Map.of("username", session.username(), "password", LedgerUnderTest.PASSWORD))
                .requireStatus(204)
                .cookies();
        return Client.of(LEDGER)
                .with("Cookie", "ledger_session=" + cookies.get("ledger_session"))
                .with("X-CSRF-Token", cookies.get("ledger_csrf"))
                .named(session.username());
    }

    private static List<Client> byKey(Client key) {
        String value = key.headers().get("Authorization").substring("Bearer ".length());
        String apiToken =
                Client.of(LEDGER).form("/auth/login", Map.of("password", value)).text("access_token");
        return List.of(key, Client.of(LEDGER).bearer(apiToken));
    }

    private static Client withRole(String role) {
        String username = Unique.text();
        LEDGER.admin()
                .post(
                        "/users",
                        Map.of("username", username, "password", LedgerUnderTest.PASSWORD, "roles", List.of(role)))
                .requireStatus(201);
        return Client.of(LEDGER).signIn(username, LedgerUnderTest.PASSWORD);
    }
}
