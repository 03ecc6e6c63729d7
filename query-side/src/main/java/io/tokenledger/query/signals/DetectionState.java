package io.tokenledger.query.signals;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The state of the keys and addresses of a batch: the stored state, and the batch's changes to it. */
final class DetectionState {
    private final Map<FirstAndLastUse.Key, FirstAndLastUse> sightings = new HashMap<>();
    private final Map<UUID, Set<FirstAndLastUse.Key>> networks = new HashMap<>();
    private final Map<SignalCount.Key, SignalCount> tallies = new HashMap<>();
    private final Map<FirstAndLastUse.Key, FirstAndLastUse> changedSightings = new LinkedHashMap<>();
    private final Map<SignalCount.Key, SignalCount> changedTallies = new LinkedHashMap<>();

    DetectionState(List<FirstAndLastUse> sightings, List<SignalCount> tallies) {
        sightings.forEach(one -> {
            this.sightings.put(one.key(), one);
            note(one.key());
        });
        tallies.forEach(one -> this.tallies.put(one.key(), one));
    }

    Optional<FirstAndLastUse> sighting(FirstAndLastUse.Key key) {
        return Optional.ofNullable(sightings.get(key));
    }

    Optional<SignalCount> tally(SignalCount.Key key) {
        return Optional.ofNullable(tallies.get(key));
    }

    /** Networks from which the key was used recently, at least as many as the rules need. */
    List<FirstAndLastUse> networks(UUID tokenId) {
        return networks.getOrDefault(tokenId, Set.of()).stream()
                .map(key -> Objects.requireNonNull(sightings.get(key)))
                .toList();
    }

    void keep(FirstAndLastUse sighting) {
        if (!sighting.equals(sightings.put(sighting.key(), sighting))) {
            changedSightings.put(sighting.key(), sighting);
            note(sighting.key());
        }
    }

    private void note(FirstAndLastUse.Key key) {
        if (key.kind().equals("network")) {
            networks.computeIfAbsent(key.tokenId(), one -> new LinkedHashSet<>())
                    .add(key);
        }
    }

    void keep(SignalCount tally) {
        if (!tally.equals(tallies.put(tally.key(), tally))) {
            changedTallies.put(tally.key(), tally);
        }
    }

    List<FirstAndLastUse> changedSightings() {
        return List.copyOf(changedSightings.values());
    }

    List<SignalCount> changedTallies() {
        return List.copyOf(changedTallies.values());
    }
}
