package io.tokenledger.eventstore.useevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.UseRefusalReason;
import org.junit.jupiter.api.Test;

/** Each value of a column has a letter. */
class UseCodesTest {
    @Test
    void each_value_has_its_code() {
        requireCodes(UseCodes.CHANNELS, Channel.values());
        requireCodes(UseCodes.CREDENTIALS, CredentialKind.values());
        requireCodes(UseCodes.REFUSALS, UseRefusalReason.values());
    }

    private static <E> void requireCodes(UseCodes<E> codes, E[] all) {
        for (E value : all) {
            assertThat(codes.value(codes.code(value))).isEqualTo(value);
        }
    }

    @Test
    void a_code_of_a_newer_build_is_rejected() {
        assertThatThrownBy(() -> UseCodes.CHANNELS.value("z"))
                .hasMessage("This build does not know the code 'z' of a use.");
    }
}
