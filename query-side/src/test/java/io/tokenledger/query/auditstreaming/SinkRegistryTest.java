package io.tokenledger.query.auditstreaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.query.audittrail.format.AuditFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** A sink with wrong properties is skipped, its problem names what is expected, and all other sinks work. */
class SinkRegistryTest {
    private static final String SECRET = "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";
    private static AnnotationConfigApplicationContext context;

    @TempDir
    Path folder;

    @BeforeAll
    static void findFormats() {
        context = new AnnotationConfigApplicationContext();
        context.registerBean(JsonMapper.class, JsonMapper::shared);
        context.scan("io.tokenledger.query.audittrail.format");
        context.refresh();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "type=fax; type must be one of webhook, file, syslog",
                "type=; type must be one of",
                "target=; target is missing",
                "format=xml; format must be one of cef, csv, ndjson, ocsf",
                "formt=csv; unknown option",
                "type=syslog target=siem; host:port",
                "type=syslog target=siem:99999; port of 1 to 65535",
                "type=syslog target=the_siem?:601; host:port",
                "type=webhook target=ftp://x/ secret-file=s; http or https URL",
                "type=webhook target=http:///p secret-file=s; http or https URL",
                "type=webhook target=%zz secret-file=s; http or https URL",
                "type=webhook target=https://x/ secret-file=; needs secret-file",
                "type=webhook target=https://x/ format=csv; ndjson only",
                "type=webhook target=https://x/ secret-file=/nowhere/secret; cannot be read"
            })
    void a_problem_says_what_is_expected(String options, String problem) {
        SinkRegistry sinks =
                sinks(Map.of(1, "type=file target=a.ndjson", 0, "name=broken type=file target=b " + options));

        assertThat(sinks.unusable()).containsOnlyKeys("broken");
        assertThat(sinks.unusable().get("broken")).contains(problem);
        assertThat(sinks.all()).containsOnlyKeys("sink1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_not base64!", "whsec_###c2VjcmV0", "TOO LONG"})
    void a_malformed_secret_is_not_repeated(String content) throws IOException {
        String text = content.equals("TOO LONG") ? "QUFB".repeat(300) : content;
        Path file = Files.writeString(folder.resolve("secret"), text);

        SinkRegistry sinks = sinks(Map.of(0, "name=bus type=webhook target=https://x/?t=hidden secret-file=" + file));

        assertThat(sinks.unusable().get("bus"))
                .contains("must contain whsec_ followed by the Base64", file.toString())
                .doesNotContain("hidden", "QUFB", "not base64", "###");
        assertThat(sinks.all()).isEmpty();
    }

    @Test
    void a_secret_with_the_prefix_or_without_is_accepted() throws IOException {
        Path with = Files.writeString(folder.resolve("with"), SECRET + "\n");
        Path without = Files.writeString(folder.resolve("without"), SECRET.substring(6));

        assertThat(sinks(Map.of(
                                0, "type=webhook target=https://x/ secret-file=" + with,
                                1, "type=webhook target=https://x/ secret-file=" + without))
                        .all())
                .hasSize(2);
    }

    @Test
    void a_name_that_is_malformed_missing_or_taken_is_reported_by_index() {
        SinkRegistry sinks = sinks(Map.of(
                0,
                "name=same type=file target=a",
                2,
                "name=same type=file target=b",
                3,
                "name=No! type=file target=c"));

        assertThat(sinks.all()).containsOnlyKeys("same");
        assertThat(sinks.unusable()).containsOnlyKeys("sinks[2]", "sinks[3]");
        assertThat(sinks.unusable().get("sinks[2]")).contains("belongs to another sink");
        assertThat(sinks.unusable().get("sinks[3]"))
                .contains("lower-case letters")
                .doesNotContain("No!");
    }

    @Test
    void the_first_ten_sinks_are_used() {
        Map<Integer, String> many = new HashMap<>();
        for (int i = 0; i < 14; i++) {
            many.put(i, "type=file target=f" + i);
        }

        SinkRegistry sinks = sinks(many);

        assertThat(sinks.all()).hasSize(10);
        assertThat(sinks.unusable()).hasSize(1).containsValue("A ledger can have at most 10 sinks.");
    }

    @Test
    void environment_variables_name_sinks_too() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(
                                "LEDGER_SINKS_0_NAME", "bus",
                                "LEDGER_SINKS_0_TYPE", "webhook",
                                "LEDGER_SINKS_0_TARGET", "https://x/",
                                "LEDGER_SINKS_0_SECRETFILE", secret.toString())));

        SinkRegistry sinks = new SinkRegistry(environment, formats(), JsonMapper.shared(), Clock.systemUTC());

        assertThat(sinks.unusable()).isEmpty();
        assertThat(sinks.all()).containsOnlyKeys("bus");
    }

    /** Sinks with these options by index; the default name contains the index. */
    private static SinkRegistry sinks(Map<Integer, String> sinks) {
        MockEnvironment environment = new MockEnvironment();
        sinks.forEach((index, options) -> {
            String prefix = "ledger.sinks[" + index + "].";
            environment.setProperty(prefix + "name", "sink" + index);
            for (String option : options.split(" (?=[a-z-]+=)")) {
                String[] pair = option.split("=", 2);
                environment.setProperty(prefix + pair[0], pair[1]);
            }
        });
        return new SinkRegistry(environment, formats(), JsonMapper.shared(), Clock.systemUTC());
    }

    private static List<AuditFormat> formats() {
        return List.copyOf(context.getBeansOfType(AuditFormat.class).values());
    }
}
