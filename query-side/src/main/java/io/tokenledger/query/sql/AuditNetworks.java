package io.tokenledger.query.sql;

/** The network of an entry of the audit trail, as SQL. */
public final class AuditNetworks {
    /** The network of an entry {@code r}: a /24 or a /64. */
    public static final String NETWORK = "set_masklen(r.ip::cidr, CASE family(r.ip) WHEN 4 THEN 24 ELSE 64 END)::text";

    /**
     * The network of an entry {@code r} in {@code token_use_day_v1}: an IPv4 address or a /64, as in aggregated events. An
     * entry without an address has the unspecified address.
     */
    public static final String OF_DAILY_USES =
            "CASE WHEN r.ip IS NULL THEN '::' WHEN family(r.ip) = 4 THEN r.ip ELSE network(set_masklen(r.ip, 64)) END";

    private AuditNetworks() {}
}
