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

/** What is known of the keys and addresses of a batch: as it was stored, and as the batch changes it. */
final class Memory {
    private final Map<Sighting.Key, Sighting> sightings = new HashMap<>();
    private final Map<UUID, Set<Sighting.Key>> networks = new HashMap<>();
    private final Map<Tally.Key, Tally> tallies = new HashMap<>();
    private final Map<Sighting.Key, Sighting> changedSightings = new LinkedHashMap<>();
    private final Map<Tally.Key, Tally> changedTallies = new LinkedHashMap<>();

    Memory(List<Sighting> sightings, List<Tally> tallies) {
        sightings.forEach(one -> {
            this.sightings.put(one.key(), one);
            note(one.key());
        });
        tallies.forEach(one -> this.tallies.put(one.key(), one));
    }

    Optional<Sighting> sighting(Sighting.Key key) {
        return Optional.ofNullable(sightings.get(key));
    }

    Optional<Tally> tally(Tally.Key key) {
        return Optional.ofNullable(tallies.get(key));
    }

    /** Networks from which the key was used lately, as many as matter. */
    List<Sighting> networks(UUID tokenId) {
        return networks.getOrDefault(tokenId, Set.of()).stream()
                .map(key -> Objects.requireNonNull(sightings.get(key)))
                .toList();
    }

    void keep(Sighting sighting) {
        if (!sighting.equals(sightings.put(sighting.key(), sighting))) {
            changedSightings.put(sighting.key(), sighting);
            note(sighting.key());
        }
    }

    private void note(Sighting.Key key) {
        if (key.kind().equals("network")) {
            networks.computeIfAbsent(key.tokenId(), one -> new LinkedHashSet<>())
                    .add(key);
        }
    }

    void keep(Tally tally) {
        if (!tally.equals(tallies.put(tally.key(), tally))) {
            changedTallies.put(tally.key(), tally);
        }
    }

    List<Sighting> changedSightings() {
        return List.copyOf(changedSightings.values());
    }

    List<Tally> changedTallies() {
        return List.copyOf(changedTallies.values());
    }
}
