package io.tokenledger.events;

/** Anything that the ledger remembers. The families below are sealed; {@link Alphabet} lists them all. */
public interface LedgerEvent {}
