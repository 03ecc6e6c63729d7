package io.tokenledger.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "' 10.9.0.200 ', 10.9.0.200",
        "192.0.2.1:8080, 192.0.2.1",
        "[2001:db8::1]:443, 2001:db8::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "fe80::1%eth0, fe80::1",
        "::1, ::1"
    })
    void an_address_has_one_form(String text, String canonical) {
        assertThat(SourceAddresses.canonical(text)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4.",
                "1..2.3",
                "256.1.1.1",
                "1.1.1.1000000000000",
                "01.2.3.4",
                "1.2.3.00",
                "1.2.3.-4",
                "1.2.3.4a",
                "1.2.3./",
                "1.2.3.٣",
                "localhost",
                "::g",
                "1"
            })
    void anything_else_is_unknown(String text) {
        assertThat(SourceAddresses.canonical(text)).isEqualTo(SourceAddresses.UNKNOWN);
    }
}
