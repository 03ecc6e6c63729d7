package io.tokenledger.query.sql;

/** The network of an entry of the audit trail, as SQL. */
public final class AuditNetworks {
    /** The network of an entry {@code r}: a /24 or a /64. */
    public static final String NETWORK = "set_masklen(r.ip::cidr, CASE family(r.ip) WHEN 4 THEN 24 ELSE 64 END)::text";

    private AuditNetworks() {}
}
