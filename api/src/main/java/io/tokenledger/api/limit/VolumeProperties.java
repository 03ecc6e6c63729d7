package io.tokenledger.api.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bytes per minute that callers can add to the store, in each process.
 *
 * @param account limit for the API keys of one account, and the same again for its sign-ins: changes, exchanges, audit
 *     reads
 * @param accountUses limit for uses of one account's API keys; uses beyond it are aggregated
 * @param networkRefusals limit for refused uses from one network, and half of it again for refused sign-ins; refusals
 *     beyond it are aggregated
 */
@ConfigurationProperties("ledger.volume")
public record VolumeProperties(
        @DefaultValue("1MB") DataSize account,
        @DefaultValue("800KB") DataSize accountUses,
        @DefaultValue("300KB") DataSize networkRefusals) {}
