package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route reads a credential in the same way: surrounding blanks and line ends are no part of it. */
class CredentialParsingTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " ", "\t\n"})
    void a_line_end_behind_a_value_changes_nothing(String end) {
        String key = user.newKey("from a file");
        String value = key + end;
        Client anyone = Client.of(ledger);

        anyone.form("/auth/login", Map.of("password", value)).requireStatus(200);
        Answer asked = user.bearer(key).form("/oauth2/introspect", Map.of("token", value));
        assertThat(asked.requireStatus(200).json().get("active").asBoolean()).isTrue();
        assertThat(anyone.form("/oauth2/introspect", Map.of("token", value, "client_id", "any", "client_secret", value))
                        .requireStatus(200)
                        .json()
                        .get("active")
                        .asBoolean())
                .isTrue();
        anyone.form("/oauth2/revoke", Map.of("token", value)).requireStatus(200);
        anyone.bearer(key).get("/users/me").requireStatus(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " "})
    void a_report_of_a_value_with_a_line_end_reaches_its_key(String end) {
        String key = user.newKey("reported");

        Client.of(ledger)
                .post("/ledger/leak_reports", Map.of("credentials", List.of(key + end)))
                .requireStatus(202);

        Client.of(ledger).bearer(key).get("/users/me").requireStatus(401);
    }
}
