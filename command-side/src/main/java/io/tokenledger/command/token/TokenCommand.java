package io.tokenledger.command.token;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands to an API key. Commands to an existing key return its new version. */
sealed interface TokenCommand permits CreateToken, ChangeToken, TokenCommand.Change {
    UUID tokenId();

    /** A change of an existing key. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // it is sent between processes
    sealed interface Change extends TokenCommand
            permits DescribeToken, RotateToken, DeactivateToken, ActivateToken, DeleteToken {
        /** The version that the caller has read ({@code If-Match}); null to accept any version. */
        @Nullable
        Long expectedVersion();
    }
}
