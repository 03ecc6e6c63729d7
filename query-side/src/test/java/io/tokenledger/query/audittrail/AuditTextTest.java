package io.tokenledger.query.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditTextTest {
    /** The hash connects rows that earlier builds wrote, so it never changes. */
    @Test
    void equal_texts_have_the_same_hash_in_each_build() {
        AuditText all = AuditText.of(
                "created",
                "a reason",
                Map.of(
                        "name", "ci",
                        "email", "a@b.example",
                        "audience", "https://api.example",
                        "channel", "api",
                        "target", "workspace x",
                        "generation", 1),
                "curl/8 \uD83D\uDE00");

        assertThat(all)
                .isEqualTo(new AuditText(
                        UUID.fromString("fd5c922f-ddf6-80a0-edbe-0492b616e1aa"),
                        "created\na reason\nci\na@b.example\nhttps://api.example\napi",
                        "curl/8 \uD83D\uDE00",
                        "workspace x"));
        assertThat(AuditText.of("refused", null, Map.of(), null).hash())
                .isEqualTo(UUID.fromString("6eaff15b-49df-8c4b-4519-b9de915d71b4"));
    }

    @Test
    void a_text_in_another_field_is_another_combination() {
        assertThat(AuditText.of("refused", null, Map.of("name", "ci"), null).hash())
                .isNotEqualTo(AuditText.of("refused", null, Map.of("description", "ci"), null)
                        .hash())
                .isNotEqualTo(AuditText.of("refused", "ci", Map.of(), null).hash())
                .isNotEqualTo(AuditText.of("refused", null, Map.of(), "ci").hash());
    }
}
