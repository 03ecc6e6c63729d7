package io.tokenledger.access.credential;

/** What is left of a presented credential once it has been read: never the secret itself. */
public sealed interface PresentedCredential permits PresentedKey, PresentedApiToken, UnreadableCredential {
    /** Commands about one key go to one node; what names no key is spread by its fingerprint. */
    String routingKey();
}
