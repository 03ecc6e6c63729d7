package io.tokenledger.query.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.resource.EndedKey;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeTextTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID OWNER = UUID.randomUUID();

    @Test
    void a_sentence_begins_with_the_key_and_ends_with_the_time() {
        assertThat(event(notice(NoticeKind.EXPIRY, OWNER, true, null))).isEqualTo("expires");
        assertThat(NoticeText.event(notice(NoticeKind.EXPIRY, OWNER, true, null), NOW.plus(Duration.ofDays(8))))
                .isEqualTo("expired");
        assertThat(event(notice(NoticeKind.RETENTION_END, OWNER, true, null))).isEqualTo("loses its previous value");
        assertThat(event(notice(NoticeKind.IDLE_DEACTIVATION, OWNER, false, null)))
                .isEqualTo("is not used, and is deactivated");
        assertThat(event(notice(NoticeKind.SIGNAL, OWNER, true, SignalKind.MANY_NETWORKS)))
                .isEqualTo("was used from many networks at once");
    }

    @Test
    void advice_depends_on_what_the_recipient_can_do() {
        assertThat(NoticeText.advice(notice(NoticeKind.EXPIRY, OWNER, true, null)))
                .isEqualTo("Replace its value before clients fail.");
        assertThat(NoticeText.advice(notice(NoticeKind.EXPIRY, UUID.randomUUID(), true, null)))
                .isEqualTo("Ask alex to replace its value before clients fail.");
        assertThat(NoticeText.advice(notice(NoticeKind.EXPIRY, OWNER, false, null)))
                .isEqualTo("If it is no longer needed, there is nothing to do.");
    }

    @ParameterizedTest
    @EnumSource(SignalKind.class)
    void every_signal_is_the_end_of_a_sentence(SignalKind kind) {
        assertThat(event(notice(NoticeKind.SIGNAL, OWNER, true, kind))).matches("was (used|refused|created) [a-z ]+");
    }

    @Test
    void a_key_that_ended_has_its_own_sentence_and_advice() {
        assertThat(event(refused(UseRefusalReason.DEACTIVATED))).isEqualTo("was used while it was deactivated");
        assertThat(NoticeText.advice(refused(UseRefusalReason.DEACTIVATED)))
                .isEqualTo("The use was refused. If a client still needs access, give it another token.");
        assertThat(event(refused(UseRefusalReason.DELETED))).isEqualTo("was used after it was deleted");
        assertThat(NoticeText.advice(refused(UseRefusalReason.DELETED)))
                .isEqualTo(NoticeText.advice(refused(UseRefusalReason.DEACTIVATED)));
        assertThat(event(refused(UseRefusalReason.EXPIRED))).isEqualTo("was used after it expired");
        assertThat(NoticeText.advice(refused(UseRefusalReason.EXPIRED)))
                .isEqualTo("The use was refused. If it is still needed, replace its value and set a new expiry.");
        assertThat(event(refused(UseRefusalReason.RETIRED))).isEqualTo("was used with a value that no longer works");
        assertThat(NoticeText.advice(refused(UseRefusalReason.RETIRED)))
                .isEqualTo("If this was not you or your client, replace its value at once.");
    }

    private static String event(RecipientNotice notice) {
        return NoticeText.event(notice, NOW);
    }

    private static RecipientNotice refused(UseRefusalReason refusal) {
        return notice(NoticeKind.SIGNAL, OWNER, true, SignalKind.DEAD_VALUE_USED, EndedKey.reasonFor(refusal));
    }

    private static RecipientNotice notice(NoticeKind kind, UUID recipient, boolean inUse, @Nullable SignalKind signal) {
        return notice(kind, recipient, inUse, signal, null);
    }

    private static RecipientNotice notice(
            NoticeKind kind, UUID recipient, boolean inUse, @Nullable SignalKind signal, @Nullable String reason) {
        return new RecipientNotice(
                UUID.randomUUID(),
                "nightly",
                OWNER,
                "alex",
                true,
                null,
                recipient,
                kind,
                NOW.plus(Duration.ofDays(7)),
                7,
                inUse,
                null,
                signal,
                reason);
    }
}
