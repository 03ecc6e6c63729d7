package io.tokenledger.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table: the request, and the keys that it uses. Each round runs the rows in this order. The rows that
 * append most events come last, before the pause at the end of the round.
 */
enum Workload {
    NGINX_GET("nginx GET", "GET", "/", null, Keys.FEW, false),
    TOMCAT_GET("Tomcat GET", "GET", "/", null, Keys.FEW, false),
    CONSTANT_GET("constant GET", "GET", ConstantEndpoint.PATH, null, Keys.ALL, false),
    VERIFY_FEW("verify, 1,000 keys", "GET", "/oauth2/verify", null, Keys.FEW, false),
    VERIFY_STEADY("verify, steady", "GET", "/oauth2/verify", null, Keys.STEADY, false),
    TOMCAT_POST("Tomcat POST", "POST", "/", "token", Keys.FEW, true),
    CONSTANT_POST("constant POST", "POST", ConstantEndpoint.PATH, "token", Keys.ALL, true),
    INTROSPECT_FEW("introspect, 1,000 keys", "POST", "/oauth2/introspect", "token", Keys.FEW, true),
    INTROSPECT_STEADY("introspect, steady", "POST", "/oauth2/introspect", "token", Keys.STEADY, true),
    EXCHANGE("exchange", "POST", "/auth/login", "password", Keys.ALL, false),
    VERIFY_FIRST("verify, first uses", "GET", "/oauth2/verify", null, Keys.ALL, false),
    INTROSPECT_FIRST("introspect, first uses", "POST", "/oauth2/introspect", "token", Keys.ALL, true),
    CREATE("create", "POST", "/users/me/api_keys", null, Keys.ONE_PER_ACCOUNT, false),
    ROTATE("rotate", "POST", "/users/me/api_keys/", null, Keys.ONE_PER_ACCOUNT, false),
    CREATE_BY_ONE("create, 1 caller", "POST", "/users/me/api_keys", null, Keys.ONE_PER_ACCOUNT, false),
    CREATE_BY_FOUR("create, 4 callers", "POST", "/users/me/api_keys", null, Keys.ONE_PER_ACCOUNT, false);

    /** The program that answers: the ledger, or one that the ledger is compared with. */
    enum Server {
        LEDGER,
        TOMCAT,
        NGINX
    }

    /**
     * The number of keys determines how many uses are the first in their window. Each first use costs a durable write.
     */
    enum Keys {
        /** A thousand keys: nearly every use is a repeat that is only counted. */
        FEW,
        /**
         * As many keys as open their windows in one row's time when all keys are used continuously. Each window opens
         * and closes once a round, so a request bears the same share of writes as it would then.
         */
        STEADY,
        /** All keys: most uses within one row's time are the first of their window. */
        ALL,
        /** One key of each account, so that few changes wait for another one of the same account. */
        ONE_PER_ACCOUNT
    }

    private static final int FEW = 1_000;
    private static final int CALLERS = 32;

    private final String title;
    private final String method;
    private final String path;
    private final @Nullable String field;
    private final Keys keys;
    private final boolean bearer;

    /**
     * Describes the requests that wrk sends.
     *
     * @param field form field that carries the key; null if the key is the bearer
     * @param bearer whether the caller also sends its own key as bearer
     */
    Workload(String title, String method, String path, @Nullable String field, Keys keys, boolean bearer) {
        this.title = title;
        this.method = method;
        this.path = path;
        this.field = field;
        this.keys = keys;
        this.bearer = bearer;
    }

    String title() {
        return title;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    @Nullable
    String field() {
        return field;
    }

    /** The keys that this row uses in {@code seconds}. Rows of different kinds share no keys, and so no windows. */
    Range keys(int all, int seconds) {
        int few = Math.min(FEW, all / 3);
        int steady = Math.max(1, Math.toIntExact((long) all * seconds / RoundSchedule.ROUND.toSeconds()));
        return switch (keys) {
            case FEW -> new Range(1, few, 1);
            case STEADY -> new Range(few + 1, few + steady, 1);
            case ALL -> new Range(few + steady + 1, all, 1);
            case ONE_PER_ACCOUNT -> new Range(1, all, KeySeeder.KEYS_PER_ACCOUNT);
        };
    }

    /** Lines in the file of keys, counted from 1: every {@code step}-th from the first to the last. */
    record Range(int first, int last, int step) {}

    Server server() {
        return switch (this) {
            case NGINX_GET -> Server.NGINX;
            case TOMCAT_GET, TOMCAT_POST -> Server.TOMCAT;
            default -> Server.LEDGER;
        };
    }

    /** Number of connections. Each caller sends a request after the answer to the one before it. */
    int callers() {
        return switch (this) {
            case CREATE_BY_ONE -> 1;
            case CREATE_BY_FOUR -> 4;
            default -> CALLERS;
        };
    }

    /** The change of each request, as the script of wrk names it; null if the row changes no keys. */
    @Nullable
    String change() {
        return switch (this) {
            case CREATE_BY_ONE, CREATE_BY_FOUR, CREATE -> "create";
            case ROTATE -> "rotate";
            default -> null;
        };
    }

    /** Whether each request changes a key. These rows have rounds of their own. */
    boolean changesKeys() {
        return change() != null;
    }

    boolean showsBearer() {
        return bearer;
    }

    /** The same request, answered by a constant of the ledger's web server. */
    Workload constant() {
        return method.equals("GET") ? CONSTANT_GET : CONSTANT_POST;
    }

    /** The same request, answered by a constant of a Tomcat without filters and Spring MVC. */
    Workload bareTomcat() {
        return method.equals("GET") ? TOMCAT_GET : TOMCAT_POST;
    }
}
