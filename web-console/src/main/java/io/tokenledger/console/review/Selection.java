package io.tokenledger.console.review;

import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keys that a person has selected on a list. A page shows them before it asks to confirm. */
final class Selection {
    /** Number of keys that one page can show with their uses. */
    private static final int MAX_KEYS = 100;

    private Selection() {}

    /**
     * The selected keys, each once.
     *
     * @throws ApiProblemException if there are none or too many
     */
    static Set<UUID> require(List<UUID> tokens) {
        Set<UUID> selected = new LinkedHashSet<>(tokens);
        if (selected.isEmpty()) {
            throw new ApiProblemException(
                    422, "", "No token is selected.", "Go back and select at least one token of the list.");
        }
        if (selected.size() > MAX_KEYS) {
            throw new ApiProblemException(
                    422, "", "Too many tokens are selected.", "Select at most " + MAX_KEYS + " at once.");
        }
        return selected;
    }

    /** The keys that a form showed, as its field {@code tokens} lists them. */
    static List<UUID> shown(FormBody form) {
        String ids = form.field("tokens").orElse("");
        try {
            return ids.isEmpty()
                    ? List.of()
                    : List.of(ids.split(",", -1)).stream().map(UUID::fromString).toList();
        } catch (IllegalArgumentException e) {
            throw new ApiProblemException(422, "", "The form is incomplete.", "Go back and select the tokens again.");
        }
    }

    /** The keys of these that are still checked in the form. */
    static Set<UUID> checked(FormBody form, List<UUID> shown) {
        return shown.stream()
                .filter(id -> form.field("token-" + id).isPresent())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
