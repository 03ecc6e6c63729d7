package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;

/** One way to write entries, a line each. The same entry is always the same line, whenever it is written. */
public interface AuditFormat {
    /** As it is asked for: {@code ndjson}, {@code csv}, {@code cef} or {@code ocsf}. */
    String name();

    String contentType();

    /** What comes before the first line, with its line end; empty for most. */
    default String head() {
        return "";
    }

    /** What ends each line. */
    default String lineEnd() {
        return "\n";
    }

    /** The entry, without a line end and without any inside. */
    String line(AuditRow row);
}
