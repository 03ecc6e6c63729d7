package io.tokenledger.eventstore.useevents;

import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.UseRefusalReason;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The letters of one column. The migration of the table lists them. They are stored, so they never change. */
final class UseCodes<E> {
    static final UseCodes<Channel> CHANNELS = of(Channel.values(), Channel::wire, """
            bearer b
            exchange e
            forward_auth f
            introspection i
            revocation r
            workspace w
            """);
    static final UseCodes<CredentialKind> CREDENTIALS = of(CredentialKind.values(), CredentialKind::wire, """
            api_key k
            api_token t
            """);
    static final UseCodes<UseRefusalReason> REFUSALS = of(UseRefusalReason.values(), UseRefusalReason::wire, """
            account_inactive a
            api_token_expired t
            deactivated d
            deleted x
            expired e
            malformed m
            no_access n
            policy p
            retired r
            revoked v
            unknown u
            wrong_audience w
            wrong_secret s
            """);

    private final Map<E, String> codes;
    private final Map<String, E> values;

    private UseCodes(Map<E, String> codes) {
        this.codes = codes;
        this.values = codes.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /** @param table a line for each value, with its name and its letter */
    private static <E> UseCodes<E> of(E[] all, Function<E, String> name, String table) {
        Map<String, String> byName =
                table.lines().map(line -> line.split(" ")).collect(Collectors.toMap(line -> line[0], line -> line[1]));
        return new UseCodes<>(
                Stream.of(all).collect(Collectors.toMap(value -> value, value -> byName.get(name.apply(value)))));
    }

    /** The code of a value; null for null. */
    @Nullable
    String code(@Nullable E value) {
        return value == null ? null : codes.get(value);
    }

    /**
     * The value of a code; null for null.
     *
     * @throws IllegalStateException if only a newer build knows the code
     */
    @Nullable
    E value(@Nullable String code) {
        E value = code == null ? null : values.get(code);
        if (code != null && value == null) {
            throw new IllegalStateException("This build does not know the code '" + code + "' of a use.");
        }
        return value;
    }
}
