package io.tokenledger.query.audittrail.format;

/** The severity of an entry for a SIEM. The highest severity is high, because the ledger raises no alarms. */
enum Severity {
    INFORMATIONAL(1, 1, "Informational"),
    LOW(3, 2, "Low"),
    MEDIUM(6, 3, "Medium"),
    HIGH(8, 4, "High");

    /** CEF severity from 0 to 10: 0 to 3 are low, 4 to 6 medium, 7 and 8 high. */
    final int cef;

    final int ocsf;
    final String caption;

    Severity(int cef, int ocsf, String caption) {
        this.cef = cef;
        this.ocsf = ocsf;
        this.caption = caption;
    }
}
