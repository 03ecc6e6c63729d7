package io.tokenledger.door.credential;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many keys an account may have, and how much the door keeps in memory.
 *
 * @param maxPerAccount living API keys that one account may have
 * @param cachedKeys API keys, about 500 bytes each
 * @param cachedAccounts accounts, about 400 bytes each
 */
@ConfigurationProperties("ledger.credentials")
public record CredentialSettings(
        @DefaultValue("50") int maxPerAccount,
        @DefaultValue("250000") long cachedKeys,
        @DefaultValue("100000") long cachedAccounts) {}
