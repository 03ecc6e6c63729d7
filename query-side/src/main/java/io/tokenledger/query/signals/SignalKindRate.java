package io.tokenledger.query.signals;

import io.tokenledger.api.resource.SignalKind;

/**
 * How often signals of one kind are raised, and whether the kind is enabled.
 *
 * @param enabled whether lists show the kind and sinks receive it; {@code LEDGER_SIGNALS_DISABLED_KINDS} disables kinds
 * @param perDay signals per day over the last 30 days, rounded to two decimals; signals of disabled kinds count too
 */
record SignalKindRate(SignalKind kind, boolean enabled, double perDay) {}
