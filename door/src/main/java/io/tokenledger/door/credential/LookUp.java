package io.tokenledger.door.credential;

/** Keeps one table of the command side by {@code @EventHandler} methods, in the processing group {@link LookUps#GROUP}. */
public interface LookUp {}
