package io.tokenledger.query.audittrail.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.events.EventTypes;
import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.GoldenRows;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks OCSF events of each class; {@code real-clients/test_ocsf.py} validates them against the schema. */
class OcsfFormatTest {
    private final OcsfFormat ocsf = new OcsfFormat();
    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void an_accepted_use_is() {
        assertThat(ocsf.line(Rows.accepted())).isEqualTo("""
                {"activity_id":2,"activity_name":"Read",\
                "actor":{"session":{"credential_uid":"018f0000-0000-7000-8000-00000000000a"},\
                "user":{"name":"florian","uid":"018f0000-0000-7000-8000-00000000000b"}},\
                "api":{"operation":"GET /users/me","request":{"uid":"request-1"},"service":{"name":"Token Ledger"},\
                "token":{"name":"work-laptop","type":"API Token","type_id":7,\
                "uid":"018f0000-0000-7000-8000-00000000000a"}},\
                "category_name":"Application Activity","category_uid":6,"class_name":"API Activity","class_uid":6003,\
                "count":1,"end_time":1769862896789,"http_request":{"user_agent":"curl/8"},\
                "message":"Credential accepted","metadata":{"correlation_uid":"request-1","event_code":"token.used",\
                "log_name":"audit","logged_time":1769862896792,\
                "product":{"name":"Token Ledger","uid":"token-ledger","vendor_name":"Token Ledger"},\
                "uid":"00000000-0000-0000-0000-000000000001","version":"1.8.0"},\
                "severity":"Informational","severity_id":1,"src_endpoint":{"ip":"192.0.2.1"},\
                "start_time":1769862896789,"status":"Success","status_id":1,"time":1769862896789,"type_uid":600302,\
                "unmapped":{"data":{"channel":"bearer","credential":"api_key","generation":3,\
                "target":"GET /users/me"},"organizations":["018f0000-0000-7000-8000-00000000000c"],\
                "owner_id":"018f0000-0000-7000-8000-00000000000b","position":4711,\
                "token_id":"018f0000-0000-7000-8000-00000000000a","token_name":"work-laptop"}}""");
    }

    @Test
    void a_refusal_says_why_and_names_nobody_as_its_actor() {
        JsonNode refused = read(GoldenRows.of("token.use_refused"));

        assertThat(refused.get("type_uid").intValue()).isEqualTo(600399);
        assertThat(refused.get("status_id").intValue()).isEqualTo(2);
        assertThat(refused.get("status_detail").stringValue()).isEqualTo("wrong_secret");
        assertThat(refused.get("actor").toString())
                .isEqualTo("{\"session\":{\"credential_uid\":\"018f0000-0000-7000-8000-00000000000a\"}}");
        assertThat(refused.get("src_endpoint").toString()).isEqualTo("{\"ip\":\"2001:db8::1\"}");
        assertThat(refused.at("/api/operation").stringValue())
                .as("two uses, of which only the first is known")
                .isEqualTo("forward_auth");
        assertThat(refused.get("count").intValue()).isEqualTo(2);
    }

    @Test
    void a_deactivation_is() {
        JsonNode deactivated = read(GoldenRows.of("token.deactivated"));

        assertThat(deactivated.get("type_uid").intValue()).isEqualTo(300409);
        assertThat(deactivated.get("status_detail").stringValue()).isEqualTo("lost in a café");
        assertThat(deactivated.get("actor").toString())
                .isEqualTo("{\"session\":{\"credential_uid\":\"018f0000-0000-7000-8000-0000000000ae\","
                        + "\"uid\":\"jti-of-actor\"},"
                        + "\"user\":{\"name\":\"florian\",\"uid\":\"018f0000-0000-7000-8000-0000000000ac\"}}");
        assertThat(deactivated.get("entity").toString())
                .isEqualTo("{\"name\":\"work-laptop\",\"type\":\"API Key\",\"type_id\":99,"
                        + "\"uid\":\"018f0000-0000-7000-8000-00000000000a\","
                        + "\"user\":{\"uid\":\"018f0000-0000-7000-8000-00000000000b\"}}");
    }

    @Test
    void every_action_of_the_alphabet_has_a_class() {
        assertThat(GoldenRows.all()).hasSameSizeAs(EventTypes.byStoredName().keySet());
        for (AuditRow row : GoldenRows.all()) {
            OcsfActivity activity = OcsfActivities.of(row);
            JsonNode event = read(row);

            assertThat(event.get("class_uid").intValue()).as(row.action()).isEqualTo(activity.kind().uid);
            assertThat(event.get("type_uid").intValue())
                    .isEqualTo(event.get("class_uid").intValue() * 100
                            + event.get("activity_id").intValue());
            assertThat(event.at("/metadata/event_code").stringValue()).isEqualTo(row.action());
        }
    }

    @ParameterizedTest
    @EnumSource(SignalKind.class)
    void every_signal_is_a_finding_about_the_credential(SignalKind kind) {
        AuditRow signal = Rows.signal(kind.wire());
        JsonNode finding = read(signal);

        assertThat(finding.get("type_uid").intValue()).isEqualTo(200401);
        assertThat(finding.at("/finding_info/title").stringValue())
                .isEqualTo(EventCaption.of(signal.action()).caption());
        assertThat(finding.at("/finding_info/desc").stringValue()).isEqualTo("a value that is retired was used");
        assertThat(finding.at("/finding_info/related_events/0/uid").stringValue())
                .isEqualTo(signal.data().get("raised_by"));
        assertThat(finding.at("/resources/0/uid").stringValue()).isEqualTo(Rows.TOKEN.toString());
        assertThat(finding.at("/evidences/0/src_endpoint/ip").stringValue()).isEqualTo(signal.ip());
        assertThat(finding.at("/evidences/0/actor").toString())
                .as("nobody has proved to be the owner")
                .isEqualTo("{\"session\":{\"credential_uid\":\"018f0000-0000-7000-8000-00000000000a\"}}");
        assertThat(finding.at("/unmapped/data/evidence").toString()).isEqualTo("[17,4711]");
    }

    @ParameterizedTest
    @CsvSource({
        "exchange, , 1, 300201",
        "bearer, GET /users/me, 1, 600302",
        "bearer, GET /users/me, 2, 600399",
        "bearer, PUT /users/me, 1, 600303",
        "bearer, DELETE /users/me, 1, 600304",
        "bearer, POST /anything, 1, 600399",
        "forward_auth, HEAD api.example/x, 1, 600302",
        "introspection, , 1, 600399",
        "workspace, workspace 018f, 1, 600399"
    })
    void what_a_use_is_depends_on_its_channel_and_method(String channel, String target, long count, int type) {
        Map<String, Object> data =
                target == null ? Map.of("channel", channel) : Map.of("channel", channel, "target", target);

        assertThat(read(Rows.used(count, data)).get("type_uid").intValue()).isEqualTo(type);
    }

    @Test
    void without_a_cause_it_was_the_ledger_itself_and_without_a_name_it_is_nobody_known() {
        for (AuditRow row : GoldenRows.allWithoutCause()) {
            JsonNode event = read(row);
            assertThat(event.get("actor").isEmpty()).as(row.action()).isFalse();
            assertThat(event.get("src_endpoint").isEmpty()).as(row.action()).isFalse();
        }
        assertThat(read(GoldenRows.allWithoutCause().getFirst()).get("actor").toString())
                .isEqualTo("{\"app_name\":\"Token Ledger\"}");
    }

    @Test
    void a_hostile_value_is_a_value() {
        for (String value : Rows.HOSTILE) {
            String line = ocsf.line(Rows.full(value));

            assertThat(line.codePoints().filter(InvisibleCharacters::isInvisible))
                    .isEmpty();
            JsonNode event = json.readTree(line);
            assertThat(event.get("status_detail").stringValue()).isEqualTo(Rows.afterRoundTrip(value));
            assertThat(event.at("/actor/user/name").stringValue()).isEqualTo(Rows.afterRoundTrip(value));
            assertThat(event.at("/http_request/user_agent").stringValue()).isEqualTo(Rows.afterRoundTrip(value));
            assertThat(event.at("/unmapped/data/target").stringValue()).isEqualTo(Rows.afterRoundTrip(value));
        }
    }

    private JsonNode read(AuditRow row) {
        return json.readTree(ocsf.line(row));
    }
}
