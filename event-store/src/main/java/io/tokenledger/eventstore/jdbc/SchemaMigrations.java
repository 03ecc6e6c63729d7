package io.tokenledger.eventstore.jdbc;

/**
 * The schema that one module owns, and its Flyway scripts under {@code classpath:db/<schema>}. Each schema has its own
 * Flyway history, so that the sides can be started separately.
 */
public record SchemaMigrations(String schema) {}
