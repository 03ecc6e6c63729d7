package io.tokenledger.api.credential;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A presented credential after parsing. It never contains the secret. */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // one node sends it to another
public sealed interface PresentedCredential
        permits PresentedKey, PresentedApiToken, ExpiredApiToken, UnreadableCredential {
    /**
     * Routes all commands about one key to the same node. A credential without a key is routed by its account or
     * fingerprint.
     */
    String routingKey();
}
