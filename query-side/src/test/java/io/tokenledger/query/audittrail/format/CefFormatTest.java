package io.tokenledger.query.audittrail.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventTypes;
import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.GoldenRows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Reads CEF back by its standard: pipes separate header fields, {@code key=} begins an extension field, backslashes
 * escape.
 */
class CefFormatTest {
    private static final Pattern LINE = Pattern.compile("CEF:0((?:\\|(?:[^|\\\\]|\\\\[|\\\\])*){6})\\|(.*)");
    private static final Pattern PAIR = Pattern.compile("(?:^| )(\\w+)=((?:[^=\\\\]|\\\\[=\\\\nr])*)(?= \\w+=|$)");

    private final CefFormat cef = new CefFormat();

    @Test
    void the_lines_are() {
        assertThat(cef.line(Rows.accepted()))
                .isEqualTo("CEF:0|Token Ledger|token-ledger|1|token.used|Credential accepted|1|rt=1769862896792"
                        + " start=1769862896789 end=1769862896789 cnt=1"
                        + " externalId=00000000-0000-0000-0000-000000000001 outcome=success src=192.0.2.1"
                        + " requestClientApplication=curl/8 suid=018f0000-0000-7000-8000-00000000000b suser=florian"
                        + " duid=018f0000-0000-7000-8000-00000000000b cn1=4711 cn1Label=position"
                        + " cs1=018f0000-0000-7000-8000-00000000000a cs1Label=token_id"
                        + " cs2=018f0000-0000-7000-8000-00000000000a cs2Label=key_id"
                        + " cs5=request-1 cs5Label=correlation_id flexString1=work-laptop flexString1Label=token_name"
                        + " cs6={\"channel\":\"bearer\",\"credential\":\"api_key\",\"generation\":3,"
                        + "\"target\":\"GET /users/me\"} cs6Label=data");
        assertThat(cef.line(GoldenRows.of("token.use_refused")))
                .isEqualTo("CEF:0|Token Ledger|token-ledger|1|token.use_refused|Credential refused|6|rt=1769904000123"
                        + " start=1769862896789 end=1769904000000 cnt=2"
                        + " externalId=00000000-0000-0000-0000-00000000000a outcome=failure reason=wrong_secret"
                        + " c6a2=2001:db8::1 c6a2Label=Source IPv6 Address requestClientApplication=curl/8"
                        + " duid=018f0000-0000-7000-8000-00000000000b cn1=10 cn1Label=position"
                        + " cs1=018f0000-0000-7000-8000-00000000000a cs1Label=token_id"
                        + " cs5=request-1 cs5Label=correlation_id flexString1=work-laptop flexString1Label=token_name"
                        + " cs6={\"channel\":\"forward_auth\",\"fingerprint\":\"0123456789abcdef\","
                        + "\"target\":\"GET /\"} cs6Label=data");
        assertThat(cef.line(GoldenRows.of("token.deactivated")))
                .startsWith(
                        "CEF:0|Token Ledger|token-ledger|1|token.deactivated|API key deactivated|3|rt=1769904000123 ")
                .contains(" reason=lost in a café src=192.0.2.7 ", " suser=florian ", " flexString2=jti-of-actor ");
    }

    @Test
    void every_action_of_the_alphabet_has_a_name_and_a_severity() {
        for (String action : EventTypes.byStoredName().keySet()) {
            assertThat(EventCaption.of(action).caption())
                    .as(action)
                    .isNotBlank()
                    .doesNotContain("|", "\\");
            assertThat(EventCaption.of(action).severity().cef).as(action).isBetween(0, 10);
        }
        assertThat(GoldenRows.all()).allSatisfy(row -> assertThat(cef.line(row)).matches(LINE));
    }

    @Test
    void an_address_stands_where_its_kind_belongs_and_nowhere_when_there_is_none() {
        assertThat(read(Rows.from("192.0.2.1")))
                .containsEntry("src", "192.0.2.1")
                .doesNotContainKey("c6a2");
        assertThat(read(Rows.from("2001:db8::1")))
                .containsEntry("c6a2", "2001:db8::1")
                .containsEntry("c6a2Label", "Source IPv6 Address")
                .doesNotContainKey("src");
        assertThat(read(Rows.from("::ffff:192.0.2.1"))).containsKey("c6a2").doesNotContainKey("src");
        assertThat(read(Rows.from(null))).doesNotContainKeys("src", "c6a2", "c6a2Label");
    }

    @Test
    void a_hostile_value_stays_in_its_key() {
        for (String value : Rows.HOSTILE) {
            Map<String, String> pairs = read(Rows.full(value));

            if (value.isEmpty()) {
                assertThat(pairs).doesNotContainKeys("suser", "reason", "cs5", "cs5Label");
            } else {
                String visible = visible(value);
                assertThat(pairs)
                        .containsEntry("reason", visible)
                        .containsEntry("suser", visible)
                        .containsEntry("requestClientApplication", visible)
                        .containsEntry("cs1", Rows.TOKEN.toString())
                        .containsEntry("cs5", visible)
                        .containsEntry("flexString1", visible)
                        .containsEntry("flexString2", visible);
            }
            assertThat(pairs).containsEntry("cs6", LineJson.of(Rows.full(value).data()));
        }
    }

    @Test
    void the_header_escapes_pipes_and_backslashes_and_the_extension_equals_signs() {
        assertThat(CefText.ofHeader("a|b\\c=d")).isEqualTo("a\\|b\\\\c=d");
        assertThat(CefText.ofExtension("a|b\\c=d\r\n\t")).isEqualTo("a|b\\\\c\\=d\\r\\n\\\\u0009");
    }

    private Map<String, String> read(AuditRow row) {
        Matcher line = LINE.matcher(cef.line(row));
        assertThat(line.matches()).as(cef.line(row)).isTrue();
        assertThat(cef.line(row).codePoints().filter(InvisibleCharacters::isInvisible))
                .isEmpty();
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(line.group(2));
        int end = 0;
        while (pair.find()) {
            assertThat(pair.start()).isEqualTo(end);
            assertThat(pairs.put(pair.group(1), unescaped(pair.group(2)))).isNull();
            end = pair.end();
        }
        assertThat(end).isEqualTo(line.group(2).length());
        return pairs;
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(.)").matcher(text).replaceAll(escape -> switch (escape.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> Matcher.quoteReplacement(escape.group(1));
        });
    }

    /** Keeps line breaks; escapes the characters for which CEF has no escape. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .forEach(c -> visible.append(
                        InvisibleCharacters.isInvisible(c) && c != '\n' && c != '\r'
                                ? InvisibleCharacters.escape(c)
                                : Character.toString(c)));
        return visible.toString();
    }
}
