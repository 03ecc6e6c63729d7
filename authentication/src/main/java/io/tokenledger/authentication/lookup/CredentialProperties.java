package io.tokenledger.authentication.lookup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of keys and revoked API tokens, and the sizes of the caches.
 *
 * @param maxPerAccount maximum number of API keys of one account that are not deleted
 * @param maxRevokedPerAccount maximum number of revoked API tokens that are kept for one account's keys; the same
 *     number is kept for its sessions
 * @param maxRevoked maximum number of revoked API tokens that are kept for all accounts, about 150 bytes each
 * @param cachedKeys maximum number of cached API keys, about 500 bytes each
 * @param cachedAccounts maximum number of cached accounts, about 400 bytes each
 */
@ConfigurationProperties("ledger.credentials")
public record CredentialProperties(
        @DefaultValue("50") int maxPerAccount,
        @DefaultValue("1000") int maxRevokedPerAccount,
        @DefaultValue("500000") int maxRevoked,
        @DefaultValue("250000") long cachedKeys,
        @DefaultValue("100000") long cachedAccounts) {}
