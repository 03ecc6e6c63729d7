package io.tokenledger.authentication.lookup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many keys and revoked API tokens an account may have, and how much the door keeps in memory.
 *
 * @param maxPerAccount living API keys that one account may have
 * @param maxRevokedPerAccount revoked API tokens of one account's keys that are remembered; as many of its sessions
 * @param maxRevoked revoked API tokens that are remembered of all accounts, about 150 bytes each
 * @param cachedKeys API keys, about 500 bytes each
 * @param cachedAccounts accounts, about 400 bytes each
 */
@ConfigurationProperties("ledger.credentials")
public record CredentialProperties(
        @DefaultValue("50") int maxPerAccount,
        @DefaultValue("1000") int maxRevokedPerAccount,
        @DefaultValue("500000") int maxRevoked,
        @DefaultValue("250000") long cachedKeys,
        @DefaultValue("100000") long cachedAccounts) {}
