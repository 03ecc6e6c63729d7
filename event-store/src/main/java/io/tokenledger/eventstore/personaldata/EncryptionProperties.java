package io.tokenledger.eventstore.personaldata;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How personal texts of events are encrypted.
 *
 * @param enabled false only during an upgrade: new events are in clear, so that processes of an older build can read them
 * @param keysDir folder of the key-encryption keys, readable by the ledger's own user only; all processes share it
 * @param forgetKey id of a key-encryption key that is lost; a start with it gives up the personal texts encrypted so far
 */
@ConfigurationProperties("ledger.encryption")
public record EncryptionProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("./data/signing-keys/encryption") Path keysDir,
        @Nullable String forgetKey) {}
