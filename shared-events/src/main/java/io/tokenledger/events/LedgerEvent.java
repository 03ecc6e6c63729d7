package io.tokenledger.events;

/** An event of the ledger. Its families are sealed; {@link EventTypes} lists them all. */
public interface LedgerEvent {}
