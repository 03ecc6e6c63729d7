package io.tokenledger.command.token;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of a change: what is null stays as it is, as ZenML's client expects. */
record ChangeApiKey(
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean active) {

    List<TokenCommand.Change> changesOf(UUID id) {
        List<TokenCommand.Change> changes = new ArrayList<>();
        if (name != null || description != null) {
            changes.add(
                    new DescribeToken(id, name == null ? null : TokenName.of(name), Description.of(description), null));
        }
        if (active != null) {
            changes.add(active ? new ActivateToken(id, null) : new DeactivateToken(id, null, null));
        }
        return changes;
    }
}
