package io.tokenledger.query.audittrail.delivery;

import io.tokenledger.query.audittrail.format.AuditFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The sinks that the settings name. */
@Component
@EnableConfigurationProperties(SinkSettings.class)
class Sinks {
    private final Map<String, Sink> sinks = new LinkedHashMap<>();
    private final Map<String, SinkSettings.Setting> settings = new LinkedHashMap<>();

    Sinks(SinkSettings settings, List<AuditFormat> formats, JsonMapper json, Clock clock) {
        for (SinkSettings.Setting setting : settings.all()) {
            if (this.settings.put(setting.name(), setting) != null) {
                throw new IllegalArgumentException("two sinks are called " + setting.name());
            }
            sinks.put(setting.name(), sink(setting, formats, json, clock));
        }
    }

    Map<String, Sink> all() {
        return sinks;
    }

    SinkSettings.Setting setting(String name) {
        return Objects.requireNonNull(settings.get(name));
    }

    private static Sink sink(SinkSettings.Setting setting, List<AuditFormat> formats, JsonMapper json, Clock clock) {
        AuditFormat format = formats.stream()
                .filter(known -> known.name().equals(setting.formatName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the sink " + setting.name() + " wants the format '"
                        + setting.formatName() + "', which there is not"));
        return switch (setting.type()) {
            case FILE -> new FileSink(Path.of(setting.target()), format);
            case SYSLOG -> {
                URI address = URI.create("syslog://" + setting.target());
                if (address.getHost() == null || address.getPort() < 0) {
                    throw new IllegalArgumentException("the target of the sink " + setting.name() + " is host:port");
                }
                yield new SyslogSink(address.getHost(), address.getPort(), format);
            }
            case WEBHOOK ->
                new WebhookSink(
                        URI.create(setting.target()),
                        secret(Objects.requireNonNull(setting.secretFile())),
                        json,
                        clock);
        };
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the secret of a webhook cannot be read", e);
        }
    }
}
