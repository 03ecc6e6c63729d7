package io.tokenledger.historygenerator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row without its position.
 *
 * @param isUse whether it belongs into the table of uses
 * @param columns the columns after the position in the text format of COPY, starting with the tab before them
 */
record StoredRow(boolean isUse, String columns) {
    static StoredRow ofUse(List<@Nullable String> columns) {
        return new StoredRow(true, text(columns));
    }

    static StoredRow ofOther(@Nullable String... columns) {
        return new StoredRow(false, text(Arrays.asList(columns)));
    }

    private static String text(List<@Nullable String> columns) {
        StringBuilder row = new StringBuilder();
        columns.forEach(column -> append(row, column));
        return row.append('\n').toString();
    }

    private static void append(StringBuilder row, @Nullable String value) {
        row.append('\t');
        if (value == null) {
            row.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> row.append("\\\\");
                case '\n' -> row.append("\\n");
                case '\r' -> row.append("\\r");
                case '\t' -> row.append("\\t");
                default -> row.append(c);
            }
        }
    }
}
