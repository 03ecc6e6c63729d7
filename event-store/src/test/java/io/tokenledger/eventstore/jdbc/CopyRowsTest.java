package io.tokenledger.eventstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyRowsTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8::1, 2001:db8:0:0:0:0:0:1", "::, 0:0:0:0:0:0:0:0"})
    void an_address_has_its_bytes(String text, String address) throws Exception {
        assertThat(CopyRows.addressOf(text))
                .hasValue(InetAddress.getByName(address).getAddress());
    }

    /** PostgreSQL reads or rejects these texts in its own way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.1",
                "010.0.0.1",
                "3221225985",
                "1.2.3.256",
                "1.2.3.4.",
                "1.2.3.4.5",
                "192.0.2.0/24",
                "localhost",
                "a.b.c.d",
                "::ffff:192.0.2.1",
                "64:ff9b::192.0.2.1",
                "::ffff:c000:201",
                "[::1]",
                "fe80::1%lo",
                "fe80::1%1",
                "2001:db8::/32",
                "1:2",
                " ::1"
            })
    void other_texts_have_none(String text) {
        assertThat(CopyRows.addressOf(text)).isEmpty();
    }
}
