package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.auditstreaming.outbound.HostResolver;
import io.tokenledger.query.auditstreaming.outbound.SystemWebhookClient;
import io.tokenledger.query.audittrail.format.AuditFormat;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The configured sinks. A sink that cannot be set up is reported and skipped; the others work. */
@Component
class SinkRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(SinkRegistry.class);

    /** The properties of each sink by index. A map, because a list with a gap in its indexes would prevent startup. */
    private static final Bindable<Map<String, Map<String, String>>> PROPERTIES =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    Map.class,
                    ResolvableType.forClass(String.class),
                    ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)));

    /** {@code LEDGER_SINKS_API_ALLOWED_TARGETS} is also a property of the sink {@code ledger.sinks[api]}, which is none. */
    private static final String SETTINGS_OF_THE_API = "api";

    private final Map<String, Sink> sinks = new LinkedHashMap<>();
    private final Map<String, SinkProperties> propertiesByName = new LinkedHashMap<>();
    private final Map<String, String> unusable = new LinkedHashMap<>();

    SinkRegistry(Environment environment, List<AuditFormat> formats, JsonMapper json, Clock clock) {
        Binder.get(environment).bind("ledger.sinks", PROPERTIES).orElse(Map.of()).entrySet().stream()
                .filter(sink -> !sink.getKey().equals(SETTINGS_OF_THE_API))
                .sorted(Comparator.comparingInt(
                                (Map.Entry<String, ?> sink) -> sink.getKey().length())
                        .thenComparing(Map.Entry::getKey))
                .forEach(sink -> setUp(sink.getKey(), sink.getValue(), formats, json, clock));
        unusable.forEach((sink, problem) -> LOG.error(
                "Sink {} is skipped and receives no entries: {} Correct its settings and restart the process.",
                sink,
                problem));
    }

    /** The usable sinks by name. */
    Map<String, Sink> all() {
        return sinks;
    }

    /** The problems of skipped sinks by name, or by index where the name is missing, malformed or taken. */
    Map<String, String> unusable() {
        return unusable;
    }

    SinkProperties propertiesOf(String name) {
        return Objects.requireNonNull(propertiesByName.get(name));
    }

    private void setUp(
            String index, Map<String, String> properties, List<AuditFormat> formats, JsonMapper json, Clock clock) {
        String name = properties.get("name");
        try {
            if (sinks.size() + unusable.size() >= SinkLimits.MAX_SINKS) {
                unusable.putIfAbsent(
                        "sinks[" + SinkLimits.MAX_SINKS + "] and more",
                        "A ledger can have at most " + SinkLimits.MAX_SINKS + " sinks.");
                return;
            }
            SinkProperties setting = SinkProperties.of(properties);
            if (sinks.containsKey(setting.name()) || unusable.containsKey(setting.name())) {
                name = null;
                throw new UnusableSinkException(
                        "Its name " + setting.name() + " belongs to another sink. Choose a different one.");
            }
            sinks.put(setting.name(), sink(setting, formats, json, clock));
            propertiesByName.put(setting.name(), setting);
        } catch (UnusableSinkException e) {
            unusable.put(name != null && SinkProperties.isName(name) ? name : "sinks[" + index + "]", e.problem());
        }
    }

    private static Sink sink(SinkProperties setting, List<AuditFormat> formats, JsonMapper json, Clock clock)
            throws UnusableSinkException {
        AuditFormat format = format(setting.format(), formats);
        return switch (setting.type()) {
            case FILE -> new FileSink(path(setting.target()), format);
            case SYSLOG -> {
                URI address = uri("syslog://" + setting.target(), "host:port, for example siem.example.org:601");
                if (address.getPort() < 1 || address.getPort() > 65_535) {
                    throw new UnusableSinkException("Its target must be host:port with a port of 1 to 65535.");
                }
                yield new SyslogSink(address.getHost(), address.getPort(), format, HostResolver.SYSTEM);
            }
            case WEBHOOK -> {
                String expected = "an http or https URL, for example https://hooks.example.org/ledger";
                URI url = uri(setting.target(), expected);
                if (!List.of("http", "https").contains(url.getScheme())) {
                    throw new UnusableSinkException("Its target must be " + expected + ".");
                }
                yield new WebhookSink(
                        url,
                        WebhookSecret.read(Objects.requireNonNull(setting.secretFile())),
                        new SystemWebhookClient(),
                        json,
                        clock);
            }
        };
    }

    /**
     * Finds a format by its name.
     *
     * @throws UnusableSinkException if there is none; its message lists all
     */
    static AuditFormat format(String name, List<AuditFormat> formats) throws UnusableSinkException {
        return formats.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnusableSinkException("Its format must be one of "
                        + String.join(
                                ", ",
                                formats.stream().map(AuditFormat::name).sorted().toList()) + "."));
    }

    private static Path path(String target) throws UnusableSinkException {
        try {
            return Path.of(target);
        } catch (InvalidPathException e) {
            throw new UnusableSinkException("Its target must be the path of a file.");
        }
    }

    /** A URL may contain a secret, so no message repeats it. */
    private static URI uri(String text, String expected) throws UnusableSinkException {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // reported below
        }
        throw new UnusableSinkException("Its target must be " + expected + ".");
    }
}
