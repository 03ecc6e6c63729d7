package io.tokenledger.eventstore.cleartext;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that break at one of their calls: before it, or after it, when the caller does not learn the result. A
 * broken connection has rolled back, as PostgreSQL does when it loses a client.
 */
final class FailingConnections extends DelegatingDataSource {
    private final boolean afterTheCall;
    private int remaining;
    private boolean broken;

    /** @param calls number of calls that succeed; a call of a connection or of a statement */
    FailingConnections(DataSource pool, int calls, boolean afterTheCall) {
        super(pool);
        this.remaining = calls;
        this.afterTheCall = afterTheCall;
    }

    boolean isBroken() {
        return broken;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return wrap(Connection.class, real, real);
    }

    private <T> T wrap(Class<T> type, T target, Connection real) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return method.invoke(target, arguments);
                    }
                    boolean fails = remaining-- <= 0;
                    if (fails && !(afterTheCall && !broken)) {
                        throw breakOff(real);
                    }
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (fails) {
                        throw breakOff(real);
                    }
                    return result instanceof PreparedStatement statement
                            ? wrap(PreparedStatement.class, statement, real)
                            : result;
                }));
    }

    private SQLException breakOff(Connection real) throws SQLException {
        broken = true;
        if (!real.isClosed() && !real.getAutoCommit()) {
            real.rollback();
            real.setAutoCommit(true);
        }
        return new SQLException("The connection is broken.", "08006");
    }
}
