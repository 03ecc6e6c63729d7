package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;

/** A format that writes each entry as one line. The same entry always gives the same line. */
public interface AuditFormat {
    /** The name in requests and properties: {@code ndjson}, {@code csv}, {@code cef} or {@code ocsf}. */
    String name();

    String contentType();

    /** The text before the first line, including its line end; empty for most formats. */
    default String head() {
        return "";
    }

    /** The line end of the format. */
    default String lineEnd() {
        return "\n";
    }

    /** The entry as text without any line break. */
    String line(AuditRow row);
}
