package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.RouteCatalog.Route;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Permissions;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/permissions.md} is generated from the code. After a change, copy this test's output over it. */
class PermissionsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/permissions.md");

    @Test
    void the_document_says_what_the_code_does() throws IOException {
        String printed = document();
        Path copy = Files.writeString(Path.of("target/permissions.md"), printed);

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("copy all-in-one/" + copy + " to docs/permissions.md")
                .isEqualTo(printed);
    }

    private static String document() {
        Map<String, Set<Action>> columns = new LinkedHashMap<>();
        columns.put("user", Permissions.of(AccountKind.USER));
        for (InstanceRole role : InstanceRole.values()) {
            columns.put(role.wire(), Permissions.of(role));
        }
        for (OrganizationRole role : OrganizationRole.values()) {
            columns.put(role.wire(), Permissions.of(role));
        }
        columns.put("service_account at home", Permissions.ofHomeOrganization());
        for (WorkspaceRole role : WorkspaceRole.values()) {
            columns.put(role.wire(), Permissions.of(role));
        }
        StringBuilder text = new StringBuilder("""
                # Permissions

                Generated from `Permissions` and from the routes; `PermissionsTest` calls each route in every role.

                A role of the instance applies in every organization. A role in an organization or workspace applies only there. A
                credential has all permissions of its account. For fewer permissions, create a service account. A caller outside of an
                organization gets 404; a caller inside without the role gets 403.

                """);
        text.append("| action | ").append(String.join(" | ", columns.keySet())).append(" |\n|---");
        text.append("|---".repeat(columns.size())).append("|\n");
        for (Action action : Action.values()) {
            text.append("| `").append(action.wire()).append("` |");
            columns.values().forEach(allowed -> text.append(allowed.contains(action) ? " yes |" : "  |"));
            text.append('\n');
        }
        text.append("""

                Administrators of an organization can enter all its workspaces. Other members can enter those that they are assigned to.
                Members, but not auditors, can also enter those that are open to members. A service account can enter those that it is
                assigned to.

                ## Routes

                A route requires an action. The last column lists actions that its handler also requires, depending on the request.
                A route that requires a session rejects an API key, and an API token that was exchanged for one.

                | route | requires | also requires |
                |---|---|---|
                """);
        for (Route route : RouteCatalog.of(LedgerUnderTest.shared())) {
            if (!route.path().equals("/error")) {
                text.append("| `")
                        .append(route.method())
                        .append(' ')
                        .append(route.path())
                        .append("` | ");
                text.append(
                        route.requires().map(Requires::value).map(Action::wire).orElse(open(route)));
                text.append(" | ")
                        .append(route.requires()
                                .map(PermissionsDocumentTest::inside)
                                .orElse(""));
                text.append(" |\n");
            }
        }
        return text.toString();
    }

    private static String open(Route route) {
        boolean ofWorkspace = route.path().startsWith("/w/")
                && !route.path().endsWith("/info")
                && !route.path().endsWith("/login");
        return ofWorkspace ? "a credential of the workspace" : "open";
    }

    private static String inside(Requires requires) {
        Stream<String> actions = Arrays.stream(requires.inside()).map(Action::wire);
        return Stream.concat(requires.session() ? Stream.of("a session") : Stream.of(), actions)
                .collect(Collectors.joining(", "));
    }
}
