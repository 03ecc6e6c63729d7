package io.tokenledger.api.credential;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is left of a presented credential once it has been read: never the secret itself. */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) // it travels between processes
public sealed interface PresentedCredential permits PresentedKey, PresentedApiToken, UnreadableCredential {
    /** Commands about one key go to one node; what names no key is spread by its fingerprint. */
    String routingKey();
}
