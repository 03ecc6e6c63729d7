package io.tokenledger.api.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bytes per minute that callers can add to the store, in each process.
 *
 * @param account by the API keys of one account, and as much again by its sign-ins: changes, exchanges, audit reads
 * @param accountUses by the uses of one account's API keys; uses past it are aggregated
 * @param networkRefusals by refused uses from one network, and half as much again by refused sign-ins; refusals past it are
 *     aggregated
 */
@ConfigurationProperties("ledger.volume")
public record VolumeProperties(
        @DefaultValue("1MB") DataSize account,
        @DefaultValue("800KB") DataSize accountUses,
        @DefaultValue("300KB") DataSize networkRefusals) {}
