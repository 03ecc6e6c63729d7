package io.tokenledger.query.paging;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes and reads cursors. A cursor marks the row after which the next page begins. It is bound to the query and the
 * caller that it was issued for.
 */
@Component
@DependsOnDatabaseInitialization
public class Cursors {
    /** Meaning of the parameter. */
    public static final String MEANING = "next_cursor of the previous page; send it with the same filters and order";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_LENGTH = 1_000;
    private static final String SEPARATOR = "\n";

    private final SecretKeySpec key;

    Cursors(JdbcClient jdbc) {
        String value = jdbc.sql("SELECT key FROM query_side.cursor_key")
                .query(String.class)
                .single();
        this.key = new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    public String write(String query, List<String> place) {
        String text = String.join(SEPARATOR, place);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((seal(query, text) + SEPARATOR + text).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place that the cursor marks.
     *
     * @throws ProblemException if the cursor is malformed, or was issued for another query or caller
     */
    public List<String> read(String query, String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            throw badCursor();
        }
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(SEPARATOR, 2);
            byte[] expected = seal(query, parts[parts.length - 1]).getBytes(StandardCharsets.UTF_8);
            if (parts.length == 2 && MessageDigest.isEqual(expected, parts[0].getBytes(StandardCharsets.UTF_8))) {
                return List.of(parts[1].split(SEPARATOR, -1));
            }
        } catch (IllegalArgumentException noBase64) {
            throw badCursor();
        }
        throw badCursor();
    }

    private String seal(String query, String place) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(query.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(place.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    private static ProblemException badCursor() {
        return ProblemCode.BAD_CURSOR.because("This cursor belongs to another list, or to other filters.");
    }
}
