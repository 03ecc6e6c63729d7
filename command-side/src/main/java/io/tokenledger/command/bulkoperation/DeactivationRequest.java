package io.tokenledger.command.bulkoperation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.idempotency.Reasoned;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys to deactivate, and the reason.
 *
 * @param filter names and values of the filters of {@code GET /ledger/tokens}; a key must match all of them
 * @param values leaked API key values, at most 1,000; only keys that these values are valid for match
 * @param digests SHA-256 of the 32 random bytes of leaked values, in hexadecimal, at most 1,000
 * @param tokens ids of keys, at most 3,000; with other members, a key must match all of them
 * @param reason why the keys are deactivated, at most 500 characters
 * @param dryRun whether to report the selected keys without changing them
 */
public record DeactivationRequest(
        @Nullable Map<String, String> filter,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
        List<String> values,

        @Nullable List<String> digests,
        @Nullable List<UUID> tokens,
        @Nullable String reason,
        @Nullable Boolean dryRun)
        implements StrictBody, Reasoned {

    public DeactivationRequest {
        if (values != null) {
            requireValidList("values", values);
        }
        if (digests != null) {
            requireValidList("digests", digests);
        }
        if (filter != null && filter.values().stream().anyMatch(value -> value == null || value.isBlank())) {
            throw ProblemCode.BAD_VALUE.because(
                    "Each filter in 'filter' must have a value. Omit the filters that you do not need.");
        }
        if (tokens != null) {
            requireValidIds(tokens);
        }
    }

    /** Rejects a request that would match every key. */
    void requireSelection() {
        if ((filter == null || filter.isEmpty()) && isEmpty(values) && isEmpty(digests) && isEmpty(tokens)) {
            throw ProblemCode.BAD_VALUE.because(
                    "Give at least one of 'filter', 'tokens', 'values' or 'digests'. Deactivating every key at once is not supported.");
        }
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    /** All members, also those that JSON omits, so that another request under the same key is detected. */
    List<@Nullable Object> distinguished() {
        return Arrays.asList(filter == null ? null : new TreeMap<>(filter), values, digests, tokens, reason, dryRun);
    }

    /** The filter as it is recorded. Leaked values and digests are recorded as counts only. */
    Map<String, String> onRecord() {
        Map<String, String> record = new TreeMap<>();
        if (filter != null) {
            filter.forEach((name, value) -> record.put(name, PlainText.sanitize(value)));
        }
        if (values != null) {
            record.put("values", Integer.toString(values.size()));
        }
        if (digests != null) {
            record.put("digests", Integer.toString(digests.size()));
        }
        if (tokens != null) {
            record.put("tokens", Integer.toString(tokens.size()));
        }
        return record;
    }

    @Override
    public String toString() {
        return "DeactivationRequest[hidden]";
    }

    /** Rejects lists of more ids than one operation may change, and lists with null items. */
    static void requireValidIds(List<UUID> tokens) {
        if (tokens.size() > CommandLimits.MAX_KEYS_PER_OPERATION
                || tokens.stream().anyMatch(Objects::isNull)) {
            throw ProblemCode.BAD_VALUE.because(
                    "'tokens' must have at most %d items, and each item must be the id of an API key.",
                    CommandLimits.MAX_LISTED_IDS);
        }
    }

    /** Rejects lists of more than 1,000 items and lists with null items. */
    public static void requireValidList(String name, List<String> list) {
        if (list.size() > CommandLimits.MAX_LISTED_VALUES || list.stream().anyMatch(Objects::isNull)) {
            throw ProblemCode.BAD_VALUE.because(
                    "'%s' must have at most 1,000 items, and each item must be a string.", name);
        }
    }
}
