package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that can be created can be addressed, never look like an id, and differ if they look different. */
class NamesTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();

    @Test
    void each_ascii_character_of_a_name_is_addressable_or_rejected() {
        IntStream.rangeClosed(' ', '~').forEach(character -> {
            String name = "a" + (char) character + "b";
            int created = user.post("/users/me/api_keys?wait=false", Map.of("name", name))
                    .status();
            String path = "/users/me/api_keys/" + encoded(name);
            if (character == '/' || character == '\\') {
                assertThat(created).as(name).isEqualTo(422);
            } else {
                assertThat(created).as(name).isEqualTo(201);
                user.get(path).requireStatus(200);
                user.delete(path + "?wait=false").requireStatus(200);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/b", "a\\b", "\u2024\u2024", "a\uff0fb"})
    void a_name_that_clients_resolve_as_a_path_is_rejected(String name) {
        assertThat(user.post("/users/me/api_keys", Map.of("name", name))
                        .requireStatus(422)
                        .text("detail.1"))
                .contains("URLs");
        ledger.admin().post("/organizations", Map.of("name", name)).requireStatus(422);
    }

    @Test
    void a_name_that_looks_like_an_id_is_rejected_and_an_id_never_counts_as_a_name() {
        TestOrganization acme = TestOrganization.of(ledger);
        String account = acme.serviceAccount();
        String id = user.createKey("first").text("id");

        user.post("/users/me/api_keys", Map.of("name", id)).requireStatus(422);
        user.post("/users/me/api_keys", Map.of("name", fullWidth(id))).requireStatus(422);
        user.patch("/users/me/api_keys/first", Map.of("name", id.toUpperCase(java.util.Locale.ROOT)))
                .requireStatus(422);
        acme.admin()
                .post(acme.path() + "/service_accounts", Map.of("username", account))
                .requireStatus(422);
        ledger.admin()
                .post("/organizations", Map.of("name", UUID.randomUUID().toString()))
                .requireStatus(422);
        acme.admin()
                .post("/workspaces", Map.of("name", UUID.randomUUID().toString(), "organization_id", acme.id()))
                .requireStatus(422);
        user.delete("/users/me/api_keys/" + id).requireStatus(200);
        user.delete("/users/me/api_keys/" + id).requireStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u2003", "\u3000", " ", "\t"})
    void surrounding_blanks_are_no_part_of_a_name(String blank) {
        user.createKey("deploy");

        user.post("/users/me/api_keys", Map.of("name", "deploy" + blank)).requireStatus(409);
        user.post("/users/me/api_keys", Map.of("name", blank + "DEPLOY")).requireStatus(409);
        assertThat(user.post("/users/me/api_keys", Map.of("name", blank + "other" + blank))
                        .requireStatus(201)
                        .text("name"))
                .isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u115f",
                "\u1160",
                "\u3164",
                "\uffa0",
                "\u2800",
                "\ufe0f",
                "\u200b",
                "\u00ad",
                "\u034f",
                "\u17b4",
                "\udb40\udd00"
            })
    void characters_that_print_nothing_are_rejected(String invisible) {
        assertThat(user.post("/users/me/api_keys", Map.of("name", "deploy" + invisible))
                        .requireStatus(422)
                        .text("detail.1"))
                .contains("invisible");
        ledger.admin()
                .post("/organizations", Map.of("name", Unique.text() + invisible))
                .requireStatus(422);
    }

    @Test
    void names_that_differ_only_in_form_or_in_the_number_of_blanks_are_the_same() {
        user.createKey("build agent");

        user.post("/users/me/api_keys", Map.of("name", "Build  Agent")).requireStatus(409);
        user.post("/users/me/api_keys", Map.of("name", "build\u00a0agent")).requireStatus(409);
        user.post("/users/me/api_keys", Map.of("name", "\uff42uild agent")).requireStatus(409);
        user.get("/users/me/api_keys/" + encoded("BUILD\u3000AGENT")).requireStatus(200);
    }

    private static String fullWidth(String ascii) {
        return ascii.codePoints()
                .map(c -> c == '-' ? c : c + 0xFEE0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
