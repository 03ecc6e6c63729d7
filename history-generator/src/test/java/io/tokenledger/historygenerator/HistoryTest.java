package io.tokenledger.historygenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.events.EventTypes;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.events.workspace.WorkspaceEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A generated history is plausible and reproducible. */
class HistoryTest {
    private static final int SMALL = 5_000;
    private static final int LARGE = 200_000;

    @Test
    void the_same_seed_gives_the_same_history_and_another_gives_another() {
        assertThat(digest(7)).isEqualTo(digest(7)).isNotEqualTo(digest(8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everything_in_a_history_could_have_happened(long seed) {
        HistoryChecker checker = new HistoryChecker();
        History history = History.of(HistorySettings.of(seed, 20_000));
        history.forEachRemaining(checker::check);

        assertThat(history.summary().total()).isGreaterThanOrEqualTo(20_000);
    }

    @Test
    void a_short_history_and_one_without_company_have_their_incident_too() {
        for (int days : List.of(14, 3_650)) {
            HistorySettings settings =
                    new HistorySettings(3, 1, Instant.parse("2024-02-29T23:59:59.999Z"), days, 1, 1, 1, null);
            HistoryChecker checker = new HistoryChecker();
            History history = History.of(settings);
            history.forEachRemaining(checker::check);

            assertThat(history.incident().to()).isBefore(settings.end());
            assertThat(history.incident().children()).hasSize(4);
        }
    }

    @Test
    void a_large_history_has_about_as_many_events_as_were_wanted_and_every_kind_of_them() {
        EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
        EnumSet<UseRefusalReason> reasons = EnumSet.noneOf(UseRefusalReason.class);
        Set<String> targets = new HashSet<>();
        HistorySettings settings = HistorySettings.of(42, LARGE);
        History history = History.of(settings);
        List<Instant> last = new ArrayList<>(List.of(settings.start()));
        HistoryChecker checker = new HistoryChecker();
        history.forEachRemaining(event -> {
            checker.check(event);
            last.set(0, event.at());
            if (event.event() instanceof UsageEvent use) {
                channels.add(use.channel());
            }
            if (event.event() instanceof TokenUsed used && used.channel() == Channel.BEARER) {
                targets.add(used.target());
            }
            if (event.event() instanceof TokenUseRefused refused) {
                reasons.add(refused.reason());
            }
        });

        assertThat(history.summary().events().keySet()).containsAll(namesOfFamilies());
        assertThat(history.summary().total()).isBetween((long) LARGE, LARGE + LARGE / 50L);
        assertThat(last.getFirst())
                .isBetween(settings.end().minusSeconds(86_400), settings.end().plusSeconds(86_400));
        assertThat(channels).containsExactlyInAnyOrder(Channel.values());
        assertThat(reasons).containsAll(EnumSet.complementOf(EnumSet.of(UseRefusalReason.POLICY)));
        assertThat(targets).containsExactlyInAnyOrderElementsOf(RouteTargets.TARGETS);
    }

    @Test
    void a_history_is_read_once_and_knows_its_incident_at_the_end() {
        History history = History.of(HistorySettings.of(1, SMALL));
        history.next();

        assertThatThrownBy(history::incident).isInstanceOf(IllegalStateException.class);
        history.forEachRemaining(event -> {});
        assertThat(history.incident()).isNotNull();
        assertThatThrownBy(history::next).isInstanceOf(NoSuchElementException.class);
    }

    /** Only these families: a later family may need a history of another kind. */
    private static Set<String> namesOfFamilies() {
        return Stream.of(
                        TokenEvent.class,
                        UsageEvent.class,
                        AccountEvent.class,
                        OrganizationEvent.class,
                        WorkspaceEvent.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .filter(event ->
                        event != AccountErased.class) // its effect depends on keys that a history does not have
                .map(event -> EventTypes.storedAs(event).value())
                .collect(Collectors.toSet());
    }

    private static String digest(long seed) {
        StoredRows rows = new StoredRows(History.of(HistorySettings.of(seed, SMALL)), SMALL, new ClearFormat());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            while (rows.readNext()) {
                rows.batch().forEach(row -> digest.update(row.columns().getBytes(StandardCharsets.UTF_8)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
