package io.tokenledger.query.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A part of a refused interval. A use that is in several intervals of a key is in one part only, that of the first
 * interval. So uses are summed without a search for duplicates. Pure.
 *
 * @param span index of the interval in the list
 * @param begin position of the first event, inclusive
 * @param end position of the first event after the part
 * @param lowest lowest generation, inclusive
 * @param highest highest generation, inclusive
 */
record RefusedPart(int span, UUID tokenId, long begin, long end, int lowest, int highest) {

    /** The parts of these intervals. */
    static List<RefusedPart> of(List<RefusedInterval> spans) {
        Map<UUID, List<Integer>> keys = new LinkedHashMap<>();
        for (int i = 0; i < spans.size(); i++) {
            keys.computeIfAbsent(spans.get(i).tokenId(), none -> new ArrayList<>())
                    .add(i);
        }
        List<RefusedPart> parts = new ArrayList<>();
        keys.values().forEach(indexes -> addParts(spans, indexes, parts));
        return parts;
    }

    private static void addParts(List<RefusedInterval> spans, List<Integer> indexes, List<RefusedPart> parts) {
        TreeMap<Long, List<Integer>> changes = new TreeMap<>();
        for (int index : indexes) {
            RefusedInterval span = spans.get(index);
            if (span.begin() < span.end()) {
                changes.computeIfAbsent(span.begin(), none -> new ArrayList<>()).add(index);
                changes.computeIfAbsent(span.end(), none -> new ArrayList<>()).add(index);
            }
        }
        TreeSet<Integer> open = new TreeSet<>();
        long begin = 0;
        for (Map.Entry<Long, List<Integer>> change : changes.entrySet()) {
            addOpen(spans, open, begin, change.getKey(), parts);
            begin = change.getKey();
            change.getValue().stream().filter(index -> !open.remove(index)).forEach(open::add);
        }
    }

    /** Adds the parts between two positions. Each interval has the generations that no earlier one has. */
    private static void addOpen(
            List<RefusedInterval> spans, TreeSet<Integer> open, long begin, long end, List<RefusedPart> parts) {
        int highest = Integer.MAX_VALUE;
        for (int index : open) {
            RefusedInterval span = spans.get(index);
            if (span.minGeneration() <= highest) {
                parts.add(new RefusedPart(index, span.tokenId(), begin, end, span.minGeneration(), highest));
                highest = span.minGeneration() - 1;
            }
        }
    }
}
