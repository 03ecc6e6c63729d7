package io.tokenledger.authentication.signing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How API tokens are signed.
 *
 * @param keysDir where the private keys lie, readable by the ledger's own user only
 * @param lifetime how long an API token lives
 * @param rotateEvery after how long a new signing key takes over
 * @param hmacSecretFile a file with a shared secret of at least 32 bytes; where given, tokens are signed with HS256 as
 *     ZenML does, and no public key is published
 * @param forgetKeys id of signing keys that are lost; a start with it gives them up, and every API token ends
 */
@ConfigurationProperties("ledger.signing")
public record SigningProperties(
        @DefaultValue("./data/signing-keys") Path keysDir,
        @DefaultValue("1h") Duration lifetime,
        @DefaultValue("90d") Duration rotateEvery,
        @Nullable Path hmacSecretFile,
        @Nullable UUID forgetKeys) {}
