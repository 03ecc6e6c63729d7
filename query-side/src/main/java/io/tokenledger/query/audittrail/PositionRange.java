package io.tokenledger.query.audittrail;

/**
 * A range of positions, both inclusive. It is empty if the first is after the last.
 *
 * @param first position of the first entry that can match; 0 for no limit
 * @param last position of the last entry that can match; {@code Long.MAX_VALUE} for no limit
 */
record PositionRange(long first, long last) {
    static final PositionRange ALL = new PositionRange(0, Long.MAX_VALUE);
}
