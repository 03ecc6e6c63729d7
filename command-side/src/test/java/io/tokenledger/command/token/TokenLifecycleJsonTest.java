package io.tokenledger.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenledger.eventstore.serialization.EventJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A snapshot restores the life cycle of its key. */
class TokenLifecycleJsonTest {
    private final ObjectMapper json = EventJson.mapper();

    @Test
    void each_state_is_read_as_it_was_written() throws JsonProcessingException {
        List<TokenLifecycle> states = List.of(
                new TokenLifecycle.Active(),
                new TokenLifecycle.Inactive(new Deactivation(false, "0196c0de-0000-7000-8000-000000000001")),
                new TokenLifecycle.Deleted());
        for (TokenLifecycle state : states) {
            String text = json.writerFor(TokenLifecycle.class).writeValueAsString(state);
            assertThat(json.readValue(text, TokenLifecycle.class)).as(text).isEqualTo(state);
        }
    }
}
