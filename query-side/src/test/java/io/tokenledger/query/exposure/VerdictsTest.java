package io.tokenledger.query.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventTypes;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.exposure.ExposureReport.Change;
import io.tokenledger.query.exposure.ExposureReport.NewOrigin;
import io.tokenledger.query.exposure.ExposureReport.Place;
import io.tokenledger.query.exposure.ExposureReport.Reach;
import io.tokenledger.query.exposure.ExposureReport.Unknown;
import io.tokenledger.query.exposure.ExposureReport.Verdict;
import io.tokenledger.query.exposure.FamilyRepository.LivingApiToken;
import io.tokenledger.query.exposure.FamilyRepository.Member;
import io.tokenledger.query.sql.KnownKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A verdict states the present, and counts what its report lists. */
class VerdictsTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
    private static final Reach REACH = new Reach(List.of(new Place(UUID.randomUUID(), "Acme")), List.of(), 0);

    @Test
    void a_key_that_was_ended_with_children_that_work() {
        KnownKey leaked = key("laptop", false);
        KnownKey child = key("backdoor", true);
        SubjectState subject = new SubjectState.Refused(
                "The API key “laptop” of ada",
                "with it",
                UseRefusalReason.DELETED,
                "it was deactivated",
                Instant.parse("2026-02-01T11:00:00.123Z"),
                "grace",
                "found in a gist");
        Findings found = new Findings(
                List.of(new Member(leaked, 0, 5, NOW), new Member(child, 1, 1, NOW)),
                1,
                List.of(
                        new LivingApiToken("a", leaked, 1, NOW.plusSeconds(60), false),
                        new LivingApiToken("b", child, 1, NOW.plusSeconds(30), false),
                        new LivingApiToken("c", child, 1, NOW.plusSeconds(90), true)),
                true,
                List.of(new NewOrigin("network", "198.51.100.0/24", NOW, NOW, 2, List.of())),
                2,
                List.of(change("made mallory superuser")),
                REACH,
                List.of("superuser"),
                true,
                List.of(
                        new Unknown(UnknownKind.COUNTED_TOGETHER, "why", NOW, NOW),
                        new Unknown(UnknownKind.COUNTED_TOGETHER, "why", NOW, NOW)));

        Verdict verdict = Verdicts.of(subject, found, NOW);

        assertThat(verdict.sentences())
                .containsExactly(
                        "The API key “laptop” of ada has been refused since 2026-02-01T11:00:00Z: it was deactivated by grace,"
                                + " for the reason “found in a gist”.",
                        "An account of its family has these roles on the whole instance now: superuser.",
                        "1 of the 2 API keys of its family works now: “backdoor” of ada.",
                        "1 API token of its family is accepted now, the last until 2026-02-01T12:00:30Z.",
                        "2 uses came from a new network (1) or with a new user agent (0), first seen in the window.",
                        "It made 1 change, read or export of the ledger; the last: it made mallory superuser.",
                        "It could reach 1 organization and 0 workspaces.",
                        "2 gaps remain, listed as unknown.",
                        "This report covers only what you may see.");
        assertThat(verdict.remedy()).contains("POST /ledger/tokens/deactivations");
        assertThat(verdict.workingKeys()).isEqualTo(1);
        assertThat(verdict.livingApiTokens()).isEqualTo(1);
        assertThat(verdict.unknown()).isEqualTo(Map.of("counted_together", 2));
    }

    @Test
    void without_earlier_uses_a_stranger_cannot_be_told_from_the_owner() {
        SubjectState subject = new SubjectState.Accepted("The API key “laptop” of ada", "with it");
        Findings found = new Findings(
                List.of(new Member(key("laptop", true), 0, 5, NOW)),
                0,
                List.of(),
                false,
                List.of(new NewOrigin("network", "198.51.100.0/24", NOW, NOW, 2, List.of())),
                2,
                List.of(),
                REACH,
                List.of(),
                false,
                List.of());

        assertThat(Verdicts.of(subject, found, NOW).sentences())
                .startsWith("The API key “laptop” of ada works now.")
                .contains(
                        "No API key was created with it.",
                        "No API key of the owners concerned was used before the window, so nothing distinguishes a stranger.",
                        "It changed, read and exported nothing of the ledger.",
                        "No API token of its family is accepted now.");
    }

    @Test
    void a_network_and_an_unknown_api_token_are_neither_accepted_nor_refused() {
        Findings nothing = new Findings(
                List.of(),
                0,
                List.of(),
                false,
                List.of(),
                0,
                List.of(),
                new Reach(List.of(), List.of(), 0),
                List.of(),
                false,
                List.of());

        Verdict network = Verdicts.of(new SubjectState.Network("192.0.2.0/24"), nothing, NOW);
        Verdict apiToken = Verdicts.of(new SubjectState.UnknownApiToken(), nothing, NOW);

        assertThat(network.sentences())
                .startsWith(
                        "0 API keys were used from the network 192.0.2.0/24 in the window.",
                        "No API key was created from it.");
        assertThat(apiToken.sentences()).startsWith("The ledger issued no such API token.");
        assertThat(List.of(network, apiToken)).extracting(Verdict::works).containsOnlyNulls();
    }

    @Test
    void every_action_that_is_no_use_has_a_sentence() {
        assertThat(EventTypes.byStoredName().keySet().stream()
                        .filter(action -> !action.startsWith("token.use"))
                        .filter(action -> !List.of(
                                        "account.signed_in", "account.sign_in_refused", "account.session_exchanged")
                                .contains(action)))
                .allMatch(ChangeSentences.actions()::contains);
    }

    private static KnownKey key(String name, boolean active) {
        return new KnownKey(
                UUID.randomUUID(),
                name,
                UUID.randomUUID(),
                "ada",
                null,
                NOW,
                1,
                active,
                false,
                null,
                null,
                true,
                null,
                null);
    }

    private static Change change(String sentence) {
        return new Change(1, NOW, "account.roles_changed", sentence, null, null, null, null, null, null, null);
    }
}
