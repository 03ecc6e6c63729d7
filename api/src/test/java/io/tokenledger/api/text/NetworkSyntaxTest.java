package io.tokenledger.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSyntaxTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "203.0.113.0/24, 203.0.113.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8::/32, 2001:db8::/32",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::ffff:cb00:7107, 203.0.113.7",
        "0:0:0:0:0:ffff:203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.0/120, 203.0.113.0/24"
    })
    void an_address_or_network_has_one_form(String text, String normal) {
        assertThat(NetworkSyntax.normalize(text)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "300.0.0.1",
                "1.2.3",
                "01.2.3.4",
                "203.0.113.0/33",
                "2001:db8::/129",
                "::ffff:203.0.113.0/95",
                ":::",
                "fe80::1%eth0",
                "203.0.113.7 ",
                ""
            })
    void other_text_is_rejected_without_a_name_server(String text) {
        assertThat(NetworkSyntax.normalize(text)).isEmpty();
    }
}
