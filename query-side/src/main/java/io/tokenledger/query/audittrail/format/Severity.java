package io.tokenledger.query.audittrail.format;

/** How much an entry asks for somebody's eyes, as SIEMs count it. Nothing here is above high: the ledger raises no alarms. */
enum Severity {
    INFORMATIONAL(1, 1, "Informational"),
    LOW(3, 2, "Low"),
    MEDIUM(6, 3, "Medium"),
    HIGH(8, 4, "High");

    /** From 0 to 10, of which 0 to 3 are low, 4 to 6 medium, and 7 and 8 high. */
    final int cef;

    final int ocsf;
    final String caption;

    Severity(int cef, int ocsf, String caption) {
        this.cef = cef;
        this.ocsf = ocsf;
        this.caption = caption;
    }
}
