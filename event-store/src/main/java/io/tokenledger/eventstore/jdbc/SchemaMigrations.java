package io.tokenledger.eventstore.jdbc;

/**
 * One room's tables: the schema that it owns, and its Flyway scripts under {@code classpath:db/<schema>}. Each schema
 * has a history of its own, so that the sides can be started apart.
 */
public record SchemaMigrations(String schema) {}
