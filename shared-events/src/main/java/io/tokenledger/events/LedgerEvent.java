package io.tokenledger.events;

/** Anything that the ledger remembers. The families below are sealed; {@link EventTypes} lists them all. */
public interface LedgerEvent {}
