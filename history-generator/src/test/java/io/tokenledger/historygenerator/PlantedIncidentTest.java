package io.tokenledger.historygenerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded incident agrees with the events, and has an example of everything that a report covers. */
class PlantedIncidentTest {
    private static final HistorySettings SETTINGS = HistorySettings.of(11, 20_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_incident_is_what_the_events_say(long seed) {
        List<GeneratedEvent> events = new ArrayList<>();
        History history = History.of(HistorySettings.of(seed, 20_000));
        history.forEachRemaining(events::add);
        PlantedIncident incident = history.incident();
        List<GeneratedEvent> used = events.stream()
                .filter(event ->
                        event.event() instanceof TokenUsed use && use.tokenId().equals(incident.tokenId()))
                .toList();
        List<GeneratedEvent> inWindow =
                used.stream().filter(event -> isIn(incident, event.at())).toList();

        assertThat(incident.accepted().stream().map(PlantedIncident.Accepted::eventId))
                .containsExactlyElementsOf(
                        inWindow.stream().map(GeneratedEvent::eventId).toList());
        assertThat(incident.minted().stream().map(PlantedIncident.Minted::jti))
                .containsExactlyElementsOf(inWindow.stream()
                        .map(event -> ((TokenUsed) event.event()).minted())
                        .filter(Objects::nonNull)
                        .map(MintedToken::jti)
                        .toList());
        assertThat(incident.refused().stream().map(PlantedIncident.Refused::eventId))
                .containsExactlyElementsOf(events.stream()
                        .filter(event -> isIn(incident, event.at()))
                        .filter(event -> event.event() instanceof TokenUseRefused use
                                && incident.tokenId().equals(use.tokenId()))
                        .map(GeneratedEvent::eventId)
                        .toList());
        assertThat(used).noneMatch(event -> straddles((TokenUsed) event.event(), event.at(), incident));
        assertThat(events.stream()
                        .filter(event -> event.at().isBefore(incident.from()))
                        .map(event -> event.event() instanceof TokenUsed use ? use.ip() : ""))
                .doesNotContainAnyElementsOf(incident.attackerAddresses());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_incident_has_something_of_everything(long seed) {
        PlantedIncident incident = incident(HistorySettings.of(seed, 1_000));
        Set<UseRefusalReason> reasons =
                incident.refused().stream().map(PlantedIncident.Refused::reason).collect(Collectors.toSet());
        Set<Channel> channels = incident.accepted().stream()
                .map(PlantedIncident.Accepted::channel)
                .collect(Collectors.toSet());

        assertThat(channels).contains(Channel.BEARER, Channel.EXCHANGE, Channel.INTROSPECTION);
        assertThat(reasons).contains(UseRefusalReason.RETIRED, UseRefusalReason.DEACTIVATED);
        assertThat(incident.minted().stream()
                        .map(PlantedIncident.Minted::audience)
                        .distinct())
                .hasSizeGreaterThan(1);
        assertThat(incident.lastCredentialDiesAt())
                .isAfter(incident.deactivatedAt())
                .isBefore(incident.to());
        assertThat(incident.networks())
                .anyMatch(PlantedIncident.FirstAppearance::isNew)
                .anyMatch(seen -> !seen.isNew());
        assertThat(incident.networks()).anyMatch(seen -> seen.what().endsWith("::/64"));
        assertThat(incident.agents())
                .anyMatch(PlantedIncident.FirstAppearance::isNew)
                .anyMatch(seen -> !seen.isNew());
        assertThat(incident.children().stream().map(PlantedIncident.Child::depth))
                .containsExactly(1, 1, 1, 2);
        assertThat(incident.children()).anyMatch(child -> child.createdAt().isBefore(incident.from()));
        assertThat(incident.siblings())
                .hasSize(6)
                .containsAll(incident.children().stream()
                        .map(PlantedIncident.Child::tokenId)
                        .toList());
        assertThat(incident.organizations()).containsExactly(incident.organizationId());
        assertThat(incident.workspaces()).hasSize(3);
        assertThat(incident.coalesced()).isNotEmpty();
        assertThat(incident.accepted())
                .anyMatch(use -> incident.attackerAddresses().contains(use.ip()));
        assertThat(incident.from())
                .isAfter(SETTINGS.start()
                        .plus(Duration.ofDays(SETTINGS.days()).multipliedBy(2).dividedBy(3)));
    }

    @Test
    void the_incident_is_kept_as_json() {
        PlantedIncident incident = incident(SETTINGS);

        assertThat(PlantedIncident.fromJson(incident.toJson())).isEqualTo(incident);
    }

    private static PlantedIncident incident(HistorySettings settings) {
        History history = History.of(settings);
        history.forEachRemaining(event -> {});
        return history.incident();
    }

    private static boolean isIn(PlantedIncident incident, Instant at) {
        return !at.isBefore(incident.from()) && at.isBefore(incident.to());
    }

    private static boolean straddles(TokenUsed use, Instant recorded, PlantedIncident incident) {
        return isIn(incident, use.first()) != isIn(incident, recorded);
    }
}
