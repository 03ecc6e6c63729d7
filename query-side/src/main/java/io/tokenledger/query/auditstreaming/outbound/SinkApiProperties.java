package io.tokenledger.query.auditstreaming.outbound;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sinks that the API adds.
 *
 * @param allowedTargets hosts, addresses and networks that these sinks may reach in addition to public addresses over
 *     https. Only a named host or address may be reached over http or syslog
 * @param secretsDir folder of the signing secrets of webhooks, readable by the ledger's own user only and shared by all
 *     processes
 */
@ConfigurationProperties("ledger.sinks-api")
public record SinkApiProperties(
        @DefaultValue List<String> allowedTargets,
        @DefaultValue("./data/signing-keys/sinks") Path secretsDir) {}
