package io.tokenledger.command.leakreport;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of leak reports.
 *
 * @param githubKeysFile file with the public keys of GitHub's secret scanning, as GitHub publishes them. If it is set,
 *     reports in GitHub's format must be signed
 */
@ConfigurationProperties("ledger.leak-reports")
record LeakReportProperties(@Nullable Path githubKeysFile) {}
