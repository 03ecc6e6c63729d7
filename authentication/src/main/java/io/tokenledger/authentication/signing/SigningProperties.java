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
 * @param keysDir folder of the private keys, readable by the ledger's own user only
 * @param lifetime lifetime of an API token
 * @param rotateEvery age at which a new key replaces a signing key
 * @param hmacSecretFile file with a shared secret of at least 32 bytes. If it is set, tokens are signed with HS256, as
 *     ZenML does, and no public key is published
 * @param issuer the {@code iss} of API tokens
 * @param forgetKeys id of a key folder that is lost; a start with it discards the keys, and every API token ends
 */
@ConfigurationProperties("ledger.signing")
public record SigningProperties(
        @DefaultValue("./data/signing-keys") Path keysDir,
        @DefaultValue("1h") Duration lifetime,
        @DefaultValue("90d") Duration rotateEvery,
        @Nullable Path hmacSecretFile,
        @DefaultValue("public-url") Issuer issuer,
        @Nullable UUID forgetKeys) {
    /** Kinds of issuers. */
    public enum Issuer {
        /** The public URL, which is the issuer of the metadata (RFC 8414, section 2). */
        PUBLIC_URL,
        /** The server id, as in tokens of a ZenML server. */
        SERVER_ID
    }
}
