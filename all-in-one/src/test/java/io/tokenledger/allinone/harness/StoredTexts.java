package io.tokenledger.allinone.harness;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Searches the whole database of a ledger for a text. */
public final class StoredTexts {
    private StoredTexts() {}

    /** The rows of all tables that contain the text, each after the name of its table. */
    public static List<String> rowsWith(LedgerUnderTest ledger, String text) {
        return ledger.jdbc().queryForList("""
                        SELECT schemaname || '.' || tablename FROM pg_tables
                        WHERE schemaname IN ('events', 'command_side', 'query_side') ORDER BY 1""", String.class).stream()
                .flatMap(table -> ledger
                        .jdbc()
                        .queryForList(
                                "SELECT '" + table + ": ' || x::text FROM " + table
                                        + " x WHERE x::text LIKE ? OR x::text LIKE ?",
                                String.class,
                                "%" + text + "%",
                                "%" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "%") // bytea
                        .stream())
                .toList();
    }
}
