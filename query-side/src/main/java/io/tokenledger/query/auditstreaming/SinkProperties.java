package io.tokenledger.query.auditstreaming;

import io.tokenledger.events.WireNames;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one sink: {@code ledger.sinks[0].name} and so on, or {@code LEDGER_SINKS_0_NAME}.
 *
 * @param name name under which its position is stored; lower-case letters, digits and -
 * @param target a URL, a path, or {@code host:port}
 * @param format ndjson (which a webhook always has), csv, cef or ocsf
 * @param secretFile file of a webhook's secret: {@code whsec_} and Base64 (Standard Webhooks)
 */
record SinkProperties(
        String name,
        Type type,
        String target,
        String format,
        @Nullable Path secretFile) {
    private static final String DEFAULT_FORMAT = "ndjson";
    private static final Set<String> OPTIONS = Set.of("name", "type", "target", "format", "secretfile");

    enum Type {
        WEBHOOK,
        FILE,
        SYSLOG
    }

    /**
     * Reads the properties of one sink.
     *
     * @throws UnusableSinkException if one is missing, unknown or malformed
     */
    static SinkProperties of(Map<String, String> properties) throws UnusableSinkException {
        Map<String, String> options = new HashMap<>();
        properties.forEach((option, value) -> options.put(normalize(option), value));
        if (!OPTIONS.containsAll(options.keySet())) {
            throw new UnusableSinkException(
                    "It has an unknown option. Use name, type, target, format and secret-file.");
        }
        String name = options.getOrDefault("name", "");
        if (!isName(name)) {
            throw new UnusableSinkException("Its name must have 1 to 50 lower-case letters, digits and hyphens.");
        }
        Type type = type(options.getOrDefault("type", ""));
        String target = options.getOrDefault("target", "").strip();
        if (target.isEmpty()) {
            throw new UnusableSinkException(
                    "Its target is missing: a URL for a webhook, a path for a file, or host:port for syslog.");
        }
        return new SinkProperties(
                name, type, target, format(type, options.get("format")), secretFile(type, options.get("secretfile")));
    }

    static boolean isName(@Nullable String name) {
        return name != null && name.matches("[a-z0-9-]{1,50}");
    }

    String typeName() {
        return WireNames.of(type);
    }

    private static String normalize(String option) {
        return option.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    private static Type type(String text) throws UnusableSinkException {
        return Arrays.stream(Type.values())
                .filter(type -> type.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new UnusableSinkException("Its type must be one of "
                        + Arrays.stream(Type.values())
                                .map(type -> WireNames.of(type))
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private static String format(Type type, @Nullable String text) throws UnusableSinkException {
        String format = text == null ? DEFAULT_FORMAT : text.strip().toLowerCase(Locale.ROOT);
        if (type == Type.WEBHOOK && !format.equals(DEFAULT_FORMAT)) {
            throw new UnusableSinkException("A webhook delivers ndjson only. Remove format, or set it to ndjson.");
        }
        return format;
    }

    private static @Nullable Path secretFile(Type type, @Nullable String text) throws UnusableSinkException {
        if (type != Type.WEBHOOK) {
            return null;
        }
        if (text == null || text.isBlank()) {
            throw new UnusableSinkException(
                    "A webhook needs secret-file, the path of a file with " + WebhookSecret.FORMAT + ".");
        }
        try {
            return Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new UnusableSinkException("Its secret-file must be the path of a file.");
        }
    }
}
