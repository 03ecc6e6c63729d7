package io.tokenledger.query.audittrail.format;

import io.tokenledger.api.text.InstantText;
import io.tokenledger.query.audittrail.AuditRow;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * CSV with one column for each field of an entry (RFC 4180). No spreadsheet interprets a value as a formula. Absent
 * values are empty, numbers are unquoted, and all other values are quoted.
 *
 * <p>A program restores a value in two steps. First it removes the apostrophe at the start of a text and after each
 * semicolon, if one of these follows: a formula, possibly after spaces, quotes or escapes; or an escape, possibly after
 * apostrophes. Then it decodes the JSON escapes. Line breaks are escaped instead of replaced by spaces, so that two
 * different reasons do not look the same. A backslash is therefore doubled. The last column is JSON.
 *
 * <p>No library is needed: if all texts are quoted, the one remaining rule of RFC 4180 is to double quotes. There is no
 * byte order mark, because most programs would read it as part of the first column's name. In Excel, choose UTF-8 when
 * importing the file.
 */
@Component
class CsvFormat implements AuditFormat {
    private record Column(String name, Function<AuditRow, String> cell) {}

    private static final List<Column> COLUMNS = List.of(
            number("position", AuditRow::position),
            text("id", AuditRow::id),
            text("time", row -> InstantText.of(row.time())),
            text("action", AuditRow::action),
            text("outcome", AuditRow::outcome),
            text("reason", AuditRow::reason),
            text("actor_account_id", row -> row.actor().accountId()),
            text("actor_username", row -> row.actor().username()),
            text("actor_key_id", row -> row.actor().keyId()),
            text("actor_session_id", row -> row.actor().sessionId()),
            text("owner_id", AuditRow::ownerId),
            text("token_id", AuditRow::tokenId),
            text("token_name", AuditRow::tokenName),
            text("organization_id", AuditRow::organizationId),
            text("workspace_id", AuditRow::workspaceId),
            text("ip", AuditRow::ip),
            text("user_agent", AuditRow::userAgent),
            text("correlation_id", AuditRow::correlationId),
            number("count", AuditRow::count),
            text("first", row -> InstantText.of(row.first())),
            text("last", row -> InstantText.of(row.last())),
            text("organizations", CsvFormat::organizations),
            new Column("data", row -> CsvCell.json(row.data())));

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String contentType() {
        return "text/csv;charset=utf-8;header=present";
    }

    @Override
    public String head() {
        return String.join(",", COLUMNS.stream().map(Column::name).toList()) + lineEnd();
    }

    @Override
    public String lineEnd() {
        return "\r\n";
    }

    @Override
    public String line(AuditRow row) {
        StringBuilder line = new StringBuilder(512);
        for (Column column : COLUMNS) {
            line.append(line.isEmpty() ? "" : ",").append(column.cell().apply(row));
        }
        return line.toString();
    }

    private static @Nullable String organizations(AuditRow row) {
        return row.organizations().isEmpty()
                ? null
                : row.organizations().stream().map(UUID::toString).collect(Collectors.joining(" "));
    }

    private static Column number(String name, Function<AuditRow, Long> value) {
        return new Column(name, row -> Long.toString(value.apply(row)));
    }

    private static Column text(String name, Function<AuditRow, @Nullable Object> value) {
        return new Column(name, row -> CsvCell.text(value.apply(row)));
    }
}
