package io.tokenledger.query.audittrail.format;

/**
 * What OCSF calls an action: an activity of a class.
 *
 * @param caption the schema's own for the id; ours where the id is {@link #OTHER}
 */
record OcsfActivity(OcsfClass kind, int id, String caption) {
    /** "The event activity is not mapped": the class fits, none of its activities does. */
    static final int OTHER = 99;

    static OcsfActivity other(OcsfClass kind, String caption) {
        return new OcsfActivity(kind, OTHER, caption);
    }

    int typeUid() {
        return kind.uid * 100 + id;
    }
}
