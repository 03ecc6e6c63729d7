package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object per line, written by the mapper of the HTTP responses. */
@Component
class NdjsonFormat implements AuditFormat {
    private final JsonMapper json;

    NdjsonFormat(JsonMapper json) {
        this.json = json;
    }

    @Override
    public String name() {
        return "ndjson";
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public String line(AuditRow row) {
        return json.writeValueAsString(row);
    }
}
