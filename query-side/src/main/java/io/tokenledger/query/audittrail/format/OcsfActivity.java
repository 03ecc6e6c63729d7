package io.tokenledger.query.audittrail.format;

/**
 * An action in OCSF terms: an activity of a class.
 *
 * @param caption OCSF's caption for the id; the ledger's own caption if the id is {@link #OTHER}
 */
record OcsfActivity(OcsfClass kind, int id, String caption) {
    /** "The event activity is not mapped": the class fits, but it has no fitting activity. */
    static final int OTHER = 99;

    static OcsfActivity other(OcsfClass kind, String caption) {
        return new OcsfActivity(kind, OTHER, caption);
    }

    int typeUid() {
        return kind.uid * 100 + id;
    }
}
