package io.tokenledger.command.bulkoperation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tokenledger.api.mvc.StrictBody;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which keys to end, and why.
 *
 * @param filter names and values of the filters of {@code GET /ledger/tokens}; all must hold
 * @param values leaked API key values, at most 1,000; nothing but the keys that they are good for are matched
 * @param digests SHA-256 of the 32 random bytes of leaked values, in hexadecimal, at most 1,000
 * @param dryRun tells what would be done, and does nothing
 */
public record DeactivationRequest(
        @Nullable Map<String, String> filter,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
        List<String> values,

        @Nullable List<String> digests,
        @Nullable String reason,
        @Nullable Boolean dryRun)
        implements StrictBody {
    private static final int MOST_VALUES = 1_000;
    private static final int LONGEST_REASON = 500;

    public DeactivationRequest {
        if (values != null) {
            demandList("values", values);
        }
        if (digests != null) {
            demandList("digests", digests);
        }
        if (filter != null && filter.values().stream().anyMatch(value -> value == null || value.isBlank())) {
            throw ProblemCode.BAD_VALUE.because(
                    "A filter must have a value. Leave out the filters that you do not need.");
        }
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw ProblemCode.BAD_VALUE.because("reason has at most 500 characters.");
        }
    }

    /** Refuses what would find every key. */
    void demandSome() {
        if ((filter == null || filter.isEmpty()) && values == null && digests == null) {
            throw ProblemCode.BAD_VALUE.because(
                    "Give at least one of 'filter', 'values' or 'digests'. Deactivating every key at once is not supported.");
        }
    }

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    /** The filter as it is put on record: of leaked values nothing but their number. */
    Map<String, String> onRecord() {
        Map<String, String> record = new TreeMap<>();
        if (filter != null) {
            filter.forEach((name, value) -> record.put(name, PlainText.harmless(value)));
        }
        if (values != null) {
            record.put("values", Integer.toString(values.size()));
        }
        if (digests != null) {
            record.put("digests", Integer.toString(digests.size()));
        }
        return record;
    }

    @Override
    public String toString() {
        return "DeactivationBody[hidden]";
    }

    /** Refuses lists that are too long, and what is no text in them. */
    public static void demandList(String name, List<String> list) {
        if (list.size() > MOST_VALUES || list.stream().anyMatch(Objects::isNull)) {
            throw ProblemCode.BAD_VALUE.because("'%s' has at most 1,000 items, each a text.", name);
        }
    }
}
