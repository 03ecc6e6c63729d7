package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import org.springframework.stereotype.Component;

/**
 * ArcSight's Common Event Format, version 0, which all common products read. Its {@code src} is an IPv4 address, so
 * IPv6 addresses go to {@code c6a2}. Keys are those of the standard dictionary. Its length limits are not applied: a
 * reader may truncate values, the audit trail does not.
 *
 * <p>The six custom strings are too few, so two of the flexible strings are used. ArcSight reserves them for customers
 * "unless necessary".
 */
@Component
class CefFormat implements AuditFormat {
    /**
     * The version of this mapping, independent of the build, so that the same entry gives the same line after an
     * upgrade.
     */
    private static final String VERSION = "1";

    @Override
    public String name() {
        return "cef";
    }

    @Override
    public String contentType() {
        return "text/plain;charset=utf-8";
    }

    @Override
    public String line(AuditRow row) {
        EventCaption meaning = EventCaption.of(row.action());
        return String.join(
                "|",
                "CEF:0",
                "Token Ledger",
                "token-ledger",
                VERSION,
                CefText.ofHeader(row.action()),
                CefText.ofHeader(meaning.caption()),
                Integer.toString(meaning.severity().cef),
                extension(row).toString());
    }

    private static CefExtension extension(AuditRow row) {
        CefExtension extension = new CefExtension()
                .with("rt", row.time())
                .with("start", row.first())
                .with("end", row.last())
                .with("cnt", row.count())
                .with("externalId", row.id())
                .with("outcome", row.outcome().equals("refused") ? "failure" : "success")
                .with("reason", row.reason());
        address(row, extension);
        return extension
                .with("requestClientApplication", row.userAgent())
                .with("suid", row.actor().accountId())
                .with("suser", row.actor().username())
                .with("duid", row.ownerId())
                .labelled("cn1", "position", row.position())
                .labelled("cs1", "token_id", row.tokenId())
                .labelled("cs2", "key_id", row.actor().keyId())
                .labelled("cs3", "organization_id", row.organizationId())
                .labelled("cs4", "workspace_id", row.workspaceId())
                .labelled("cs5", "correlation_id", row.correlationId())
                .labelled("flexString1", "token_name", row.tokenName())
                .labelled("flexString2", "session_id", row.actor().sessionId())
                .labelled("cs6", "data", row.data().isEmpty() ? null : LineJson.of(row.data()));
    }

    private static void address(AuditRow row, CefExtension extension) {
        String ip = row.ip();
        if (ip != null && ip.indexOf(':') >= 0) {
            extension.labelled("c6a2", "Source IPv6 Address", ip);
        } else {
            extension.with("src", ip);
        }
    }
}
