package io.tokenledger.command.token;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of an API key. Each is answered by the version that the key has afterwards. */
sealed interface TokenCommand permits CreateToken, ChangeToken, TokenCommand.Change {
    UUID tokenId();

    /** One change of a key that exists already. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // it travels between processes
    sealed interface Change extends TokenCommand
            permits DescribeToken, RotateToken, DeactivateToken, ActivateToken, DeleteToken {
        /** The version that the caller has seen ({@code If-Match}); null where any will do. */
        @Nullable
        Long expectedVersion();
    }
}
