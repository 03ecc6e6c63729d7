package io.tokenledger.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsOfTextTest {
    private final AsOfText asOf = new AsOfText(Clock.fixed(Instant.parse("2026-03-10T12:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "2026-03-09, 2026-03-09T23:59:59.999Z",
        "2026-03-09 14:00, 2026-03-09T14:00:00Z",
        "2026-03-09T14:00:30, 2026-03-09T14:00:30Z",
        "2026-03-09T14:00:00Z, 2026-03-09T14:00:00Z",
        "' 42 ', 42",
        "2026-02-30, 2026-02-30",
        "yesterday, yesterday",
        "2026-03-10, ''",
        "2026-03-11, 2026-03-11T23:59:59.999Z",
        // the end of the day of a viewer east of Greenwich
        "2026-03-10T22:59:59.999Z, ''",
        "2026-03-09T22:59:59.999Z, 2026-03-09T22:59:59.999Z",
        "'', ''"
    })
    void a_text_is_a_point_in_time(String typed, String sent) {
        assertThat(asOf.read(typed)).isEqualTo(sent);
    }
}
