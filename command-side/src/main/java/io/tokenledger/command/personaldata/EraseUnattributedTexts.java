package io.tokenledger.command.personaldata;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Erases the personal texts of a calendar month about no known account, permanently. Has no effect on a month that is
 * already erased.
 *
 * @param month in UTC, as {@code 2026-11}
 */
record EraseUnattributedTexts(@TargetAggregateIdentifier String month) {}
