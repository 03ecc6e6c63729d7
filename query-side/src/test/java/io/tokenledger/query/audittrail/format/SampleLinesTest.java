package io.tokenledger.query.audittrail.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.GoldenRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes lines of each format to {@code target/formats}, as samples for third-party programs. */
class SampleLinesTest {
    private static final Path FOLDER = Path.of("target/formats");

    @Test
    void a_line_is_a_line_in_every_format() throws IOException {
        List<AuditRow> rows = new ArrayList<>(GoldenRows.all());
        rows.addAll(GoldenRows.allWithoutCause());
        rows.add(Rows.accepted());
        rows.add(Rows.signal("dead_value_used"));
        Rows.HOSTILE.forEach(value -> rows.add(Rows.hostile(value)));

        for (AuditFormat format : List.of(new CsvFormat(), new CefFormat(), new OcsfFormat())) {
            StringBuilder text = new StringBuilder(format.head());
            rows.forEach(row -> text.append(format.line(row)).append(format.lineEnd()));
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve("samples." + format.name()), text);

            assertThat(text.toString().split("[\\u0000-\\u001f\\u0085\\u2028\\u2029]+"))
                    .hasSize(rows.size() + (format.head().isEmpty() ? 0 : 1));
        }
    }
}
