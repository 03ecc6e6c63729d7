package io.tokenledger.command.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.command.idempotency.Reasoned;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Request body to change a key. Values that are null stay unchanged, as ZenML's client expects.
 *
 * @param reason why the key is changed, at most 500 characters
 */
record ChangeApiKeyRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean active,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        @Schema(hidden = true) @Nullable Object expiresInMinutes,
        @Schema(hidden = true) @Nullable Object expiresAt)
        implements Reasoned {

    /**
     * Rejects an expiry, because only a rotation changes the expiry of an existing key. Ignoring these fields would
     * mislead the caller.
     */
    ChangeApiKeyRequest {
        if (expiresInMinutes != null || expiresAt != null) {
            throw ProblemCode.EXPIRY_NOT_ALLOWED.because(
                    "This route cannot change the expiry of an API key. Rotate the key with a new expiry.");
        }
    }

    List<TokenCommand.Change> changesOf(UUID id) {
        List<TokenCommand.Change> changes = new ArrayList<>();
        if (name != null || description != null) {
            changes.add(
                    new DescribeToken(id, name == null ? null : TokenName.of(name), Description.of(description), null));
        }
        if (active != null) {
            changes.add(active ? new ActivateToken(id, null, null, null) : new DeactivateToken(id, null, null));
        }
        return changes;
    }
}
