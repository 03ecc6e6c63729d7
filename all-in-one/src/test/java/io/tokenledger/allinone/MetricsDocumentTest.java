package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} lists the ledger's own metrics, and no others. */
class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/operations.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(ledger\\.[a-z_.]+)`", Pattern.MULTILINE);

    /** Metrics that exist only where a sink or a mail server is configured, or after the first look at the store. */
    private static final Set<String> OF_SETTINGS = Set.of(
            "ledger.notices.failed",
            "ledger.notices.sent",
            "ledger.sink.behind",
            "ledger.sink.failures",
            "ledger.sink.usable",
            "ledger.storage.size");

    @Test
    void every_metric_is_documented() throws IOException {
        Set<String> registered = LedgerUnderTest.shared().bean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("ledger."))
                .collect(Collectors.toCollection(TreeSet::new));
        registered.addAll(OF_SETTINGS);

        assertThat(ROW.matcher(Files.readString(DOCUMENT)).results().map((MatchResult row) -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(registered);
    }
}
