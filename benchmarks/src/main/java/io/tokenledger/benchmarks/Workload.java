package io.tokenledger.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table: what is asked, and over how many keys. In the order in which each round asks them: what appends
 * most comes last, where the round has a rest.
 */
enum Workload {
    CONSTANT_GET("constant GET", "GET", ConstantEndpoint.PATH, null, Keys.ALL, false),
    VERIFY_FEW("verify, 1,000 keys", "GET", "/oauth2/verify", null, Keys.FEW, false),
    VERIFY_STEADY("verify, steady", "GET", "/oauth2/verify", null, Keys.STEADY, false),
    CONSTANT_POST("constant POST", "POST", ConstantEndpoint.PATH, "token", Keys.ALL, true),
    INTROSPECT_FEW("introspect, 1,000 keys", "POST", "/oauth2/introspect", "token", Keys.FEW, true),
    INTROSPECT_STEADY("introspect, steady", "POST", "/oauth2/introspect", "token", Keys.STEADY, true),
    EXCHANGE("exchange", "POST", "/auth/login", "password", Keys.ALL, false),
    VERIFY_FIRST("verify, first uses", "GET", "/oauth2/verify", null, Keys.ALL, false),
    INTROSPECT_FIRST("introspect, first uses", "POST", "/oauth2/introspect", "token", Keys.ALL, true);

    /** How many keys decides how many uses are the first in their window, which cost a durable write. */
    enum Keys {
        /** A thousand: nearly every use is a repeat that is only counted. */
        FEW,
        /**
         * As many as open their windows in one row's time when all keys are used without a break: each window opens and
         * closes once a round, so a request bears the same share of writes as it would then.
         */
        STEADY,
        /** All: within one row's time, most uses are a first. */
        ALL
    }

    private static final int FEW = 1_000;

    private final String title;
    private final String method;
    private final String path;
    private final @Nullable String field;
    private final Keys keys;
    private final boolean bearer;

    /**
     * Describes what wrk sends.
     *
     * @param field form field that carries the key; null where the key is the bearer
     * @param bearer whether the caller shows a key of its own beside the form
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

    /** Which of all keys this row uses in {@code seconds}; rows of different kinds share none, and so no windows. */
    Range keys(int all, int seconds) {
        int few = Math.min(FEW, all / 3);
        int steady = Math.max(1, Math.toIntExact((long) all * seconds / RoundSchedule.ROUND.toSeconds()));
        return switch (keys) {
            case FEW -> new Range(1, few);
            case STEADY -> new Range(few + 1, few + steady);
            case ALL -> new Range(few + steady + 1, all);
        };
    }

    /** Lines of the file of keys, from the first to the last, counted from 1. */
    record Range(int first, int last) {}

    /** Whether a bar is set for it; none is for the worst that can happen. */
    boolean hasBar() {
        return this != constant() && (this == EXCHANGE || keys != Keys.ALL);
    }

    boolean showsBearer() {
        return bearer;
    }

    Workload constant() {
        return method.equals("GET") ? CONSTANT_GET : CONSTANT_POST;
    }
}
