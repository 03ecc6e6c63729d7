package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.GoldenRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries for tests. */
final class Rows {
    static final UUID TOKEN = UUID.fromString("018f0000-0000-7000-8000-00000000000a");
    static final UUID OWNER = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
    static final Instant AT = Instant.parse("2026-01-31T12:34:56.789Z");

    /** Values that can break lines, cells, headers, extensions or the display. */
    static final List<String> HOSTILE = List.of(
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "  =1",
            "\u00a0=1",
            "\u3000=1",
            "\ufeff=1",
            "\"=1",
            "'=1",
            "''=1",
            "' \t'=1",
            "'plain",
            "'\t",
            "`=1",
            "“=1",
            "x;=1+1;y",
            "x; \"-1",
            "x;'=1",
            "x,=1,y",
            "=HYPERLINK(\"http://x?\"&A1;\"y\")",
            "a|b\\|c\\",
            "a=b\\=c cs1=forged",
            "| CEF:0|x",
            "line\r\nCEF:0|forged|",
            "\\n is no break, \\\\ neither",
            "a\u2028b\u2029c\u0085d\u000be\fg\u001ch",
            "\u202egnp.exe\u202c",
            "a\u0000b\u007fc",
            "\ud83d\udc69\u200d\ud83d\udcbb \u0627\u0644\u0639 \u4e2d",
            "half \ud83d",
            "\udb40\udc01tag",
            "\"quoted\", and 'so'",
            "{\"json\":[1]}",
            "");

    private Rows() {}

    /** The value after a round trip: unchanged, except that an unpaired surrogate is replaced. */
    static String afterRoundTrip(String value) {
        return value.equals("half \ud83d") ? "half \ufffd" : value;
    }

    static AuditRow accepted() {
        return new AuditRow(
                4711,
                new UUID(0, 1),
                AT.plusMillis(3),
                "token.used",
                "accepted",
                null,
                new AuditRow.Actor(OWNER, "florian", TOKEN, null),
                OWNER,
                "florian",
                TOKEN,
                "work-laptop",
                null,
                null,
                "192.0.2.1",
                "curl/8",
                "request-1",
                1,
                AT,
                AT,
                Map.of("channel", "bearer", "credential", "api_key", "generation", 3, "target", "GET /users/me"),
                List.of(UUID.fromString("018f0000-0000-7000-8000-00000000000c")));
    }

    /** A signal that a refused use raised. */
    static AuditRow signal(String kind) {
        AuditRow refused = GoldenRows.of("token.use_refused");
        return new AuditRow(
                refused.position(),
                new UUID(0, 2),
                refused.time(),
                "signal." + kind,
                refused.outcome(),
                "a value that is retired was used",
                refused.actor(),
                refused.ownerId(),
                refused.ownerUsername(),
                refused.tokenId(),
                "work-laptop",
                null,
                null,
                refused.ip(),
                refused.userAgent(),
                refused.correlationId(),
                refused.count(),
                refused.first(),
                refused.last(),
                Map.of("raised_by", refused.id().toString(), "evidence", List.of(17L, 4711L)),
                refused.organizations());
    }

    static AuditRow from(@Nullable String ip) {
        return with(accepted(), null, "florian", null, "work-laptop", ip, "curl/8", "request-1", 1, Map.of());
    }

    static AuditRow used(long count, Map<String, Object> data) {
        return with(accepted(), null, "florian", null, "laptop", "192.0.2.1", "curl/8", "request-1", count, data);
    }

    /** An entry with this text in every text field. */
    static AuditRow full(String text) {
        Map<String, Object> data = Map.of("channel", text, "target", text, text, List.of(text), "audience", text);
        return with(accepted(), text, text, text, text, text, text, text, 1, data);
    }

    /** The same as {@link #full}, but with a valid address, because hostile addresses are not stored. */
    static AuditRow hostile(String text) {
        AuditRow row = full(text);
        return with(row, text, text, text, text, "2001:db8::7", text, text, 1, row.data());
    }

    private static AuditRow with(
            AuditRow row,
            @Nullable String reason,
            String username,
            @Nullable String session,
            String name,
            @Nullable String ip,
            String agent,
            String correlation,
            long count,
            Map<String, Object> data) {
        return new AuditRow(
                row.position(),
                row.id(),
                row.time(),
                row.action(),
                row.outcome(),
                reason,
                new AuditRow.Actor(OWNER, username, TOKEN, session),
                row.ownerId(),
                row.ownerUsername(),
                row.tokenId(),
                name,
                null,
                null,
                ip,
                agent,
                correlation,
                count,
                row.first(),
                row.last(),
                data,
                row.organizations());
    }
}
