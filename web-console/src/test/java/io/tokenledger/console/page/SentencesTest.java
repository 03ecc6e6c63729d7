package io.tokenledger.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SentencesTest {
    private final Sentences sentences = new Sentences();

    @Test
    void a_reason_says_why_a_part_of_it_is_hidden() {
        String entry = "{\"action\": \"token.deactivated\", \"token_id\": \"a\", \"reason\": \"found [hidden]\"}";

        assertThat(sentences.reason("stolen laptop")).isEqualTo("stolen laptop");
        assertThat(sentences.reason("found [hidden] in a gist"))
                .startsWith("found [not recorded: it could be a secret")
                .endsWith("] in a gist");
        assertThat(sentences.of(JsonMapper.shared().readTree(entry)))
                .startsWith("deactivated: found [not recorded: it could be a secret");
    }
}
