package io.tokenledger.allinone;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the data directory; {@code application.yml} has the defaults.
 *
 * @param dataDir directory of all data to keep: the embedded store and the signing keys
 * @param reserve free disk space below which the ledger rejects writes with 503
 */
@ConfigurationProperties("ledger")
record DataDirectoryProperties(Path dataDir, DataSize reserve) {}
