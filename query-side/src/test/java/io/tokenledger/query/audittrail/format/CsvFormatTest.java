package io.tokenledger.query.audittrail.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.GoldenRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads CSV back with an independent parser, and checks that a spreadsheet shows every cell as text. */
class CsvFormatTest {
    private static final List<String> TEXTS =
            List.of("reason", "actor_username", "actor_session_id", "token_name", "ip", "user_agent", "correlation_id");
    private static final Pattern GUARD = Pattern.compile(
            "(^|;)'(?=(?:[\\s\\p{Z}\"'`´‘’“”«»]|\\\\[tnr]|\\\\u[0-9a-f]{4})*[=+\\-@＝＋－＠]|'*(?:\\\\[tnr]|\\\\u[0-9a-f]{4}))");

    private final CsvFormat csv = new CsvFormat();
    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void the_lines_are() {
        assertThat(csv.head())
                .isEqualTo("position,id,time,action,outcome,reason,actor_account_id,actor_username,actor_key_id,"
                        + "actor_session_id,owner_id,token_id,token_name,organization_id,workspace_id,ip,user_agent,"
                        + "correlation_id,count,first,last,organizations,data\r\n");
        assertThat(csv.line(Rows.accepted()))
                .isEqualTo("4711,\"00000000-0000-0000-0000-000000000001\",\"2026-01-31T12:34:56.792Z\",\"token.used\","
                        + "\"accepted\",,\"018f0000-0000-7000-8000-00000000000b\",\"florian\","
                        + "\"018f0000-0000-7000-8000-00000000000a\",,\"018f0000-0000-7000-8000-00000000000b\","
                        + "\"018f0000-0000-7000-8000-00000000000a\",\"work-laptop\",,,\"192.0.2.1\",\"curl/8\","
                        + "\"request-1\",1,\"2026-01-31T12:34:56.789Z\",\"2026-01-31T12:34:56.789Z\","
                        + "\"018f0000-0000-7000-8000-00000000000c\","
                        + "\"{\"\"channel\"\":\"\"bearer\"\",\"\"credential\"\":\"\"api_key\"\",\"\"generation\"\":3,"
                        + "\"\"target\"\":\"\"GET /users/me\"\"}\"");
        assertThat(csv.line(GoldenRows.of("token.use_refused")))
                .isEqualTo("10,\"00000000-0000-0000-0000-00000000000a\",\"2026-02-01T00:00:00.123Z\","
                        + "\"token.use_refused\",\"refused\",\"wrong_secret\",,,,,"
                        + "\"018f0000-0000-7000-8000-00000000000b\",\"018f0000-0000-7000-8000-00000000000a\","
                        + "\"work-laptop\",,,\"2001:db8::1\",\"curl/8\",\"request-1\",2,\"2026-01-31T12:34:56.789Z\","
                        + "\"2026-02-01T00:00:00.000Z\",,\"{\"\"channel\"\":\"\"forward_auth\"\","
                        + "\"\"fingerprint\"\":\"\"0123456789abcdef\"\",\"\"target\"\":\"\"GET /\"\"}\"");
        assertThat(csv.line(GoldenRows.of("token.deactivated")))
                .contains("\"token.deactivated\",\"accepted\",\"lost in a café\",")
                .endsWith(",1,\"2026-02-01T00:00:00.123Z\",\"2026-02-01T00:00:00.123Z\",,\"{}\"");
    }

    @Test
    void every_hostile_value_is_one_cell_and_can_be_had_back() throws IOException {
        for (String value : Rows.HOSTILE) {
            AuditRow row = Rows.full(value);

            CSVRecord record = read(csv.head() + csv.line(row) + csv.lineEnd());

            for (String column : TEXTS) {
                assertThat(original(record.get(column))).as(column).isEqualTo(Rows.afterRoundTrip(value));
            }
            assertThat(json.readValue(record.get("data"), new TypeReference<Map<String, Object>>() {}))
                    .isEqualTo(Rows.full(Rows.afterRoundTrip(value)).data());
            assertThat(record.get("position")).isEqualTo("4711");
        }
    }

    @Test
    void no_cell_is_a_formula_also_where_semicolons_divide_cells() throws IOException {
        for (String value : Rows.HOSTILE) {
            for (String cell : read(csv.head() + csv.line(Rows.full(value)) + csv.lineEnd())) {
                for (String part : cell.split(";", -1)) {
                    assertThat(part.replaceFirst("^[\\s\\p{Z}\"`“]+", "")).doesNotMatch("[=+\\-@＝＋－＠].*");
                    assertThat(part).doesNotMatch("\\\\[tnru][^\\\\]*");
                }
            }
        }
    }

    @Test
    void a_plain_value_is_left_alone() {
        assertThat(CsvCell.text("Mozilla/5.0 (X11; Linux x86_64) 'quoted' a-b=c"))
                .isEqualTo("\"Mozilla/5.0 (X11; Linux x86_64) 'quoted' a-b=c\"");
        assertThat(CsvCell.text("نرم\u200cافزار 👩\u200d💻")).isEqualTo("\"نرم\u200cافزار 👩\u200d💻\"");
        assertThat(CsvCell.text("(compatible; +http://bot)")).isEqualTo("\"(compatible;' +http://bot)\"");
        assertThat(CsvCell.text("a\nb\\")).isEqualTo("\"a\\nb\\\\\"");
    }

    @Test
    void every_action_has_a_line_with_all_columns() throws IOException {
        for (AuditRow row : GoldenRows.all()) {
            assertThat(read(csv.head() + csv.line(row) + csv.lineEnd()).toMap())
                    .hasSize(23)
                    .containsEntry("action", row.action());
        }
    }

    /** The two steps that {@link CsvFormat} documents. */
    private String original(String cell) {
        String escaped = GUARD.matcher(cell).replaceAll("$1");
        return json.readValue('"' + escaped.replace("\"", "\\\"") + '"', String.class);
    }

    private static CSVRecord read(String text) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSize(1);
            return records.getFirst();
        }
    }
}
