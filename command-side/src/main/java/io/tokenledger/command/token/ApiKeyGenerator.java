package io.tokenledger.command.token;

import io.tokenledger.api.credential.ApiKeyFormat;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.events.SecretDigest;
import java.security.SecureRandom;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.springframework.stereotype.Component;

/** Generates the values of API keys. */
@Component
class ApiKeyGenerator {
    private final ApiKeyFormat format;
    private final SecureRandom random;

    ApiKeyGenerator(ApiKeyFormat format, SecureRandom random) {
        this.format = format;
        this.random = random;
    }

    /** A new value and its digest. The ledger stores only the digest. */
    record NewKey(UUID id, Secret value, SecretDigest digest) {}

    NewKey generate() {
        return generate(UUID.fromString(IdentifierFactory.getInstance().generateIdentifier()));
    }

    NewKey generate(UUID id) {
        byte[] secret = new byte[ApiKeyFormat.SECRET_BYTES];
        random.nextBytes(secret);
        return new NewKey(id, format.format(id, secret), SecretDigest.of(secret));
    }
}
