package io.tokenledger.query.audittrail.delivery;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the trail is delivered to: {@code ledger.sinks[0].name} and so on, or {@code LEDGER_SINKS_0_NAME}. */
@ConfigurationProperties("ledger")
record SinkSettings(@Nullable List<Setting> sinks) {
    private static final int MOST = 10;

    enum Type {
        WEBHOOK,
        FILE,
        SYSLOG
    }

    /**
     * One sink.
     *
     * @param name by which its position is remembered; small letters, digits and -
     * @param type webhook, file or syslog
     * @param target a URL, a path, or {@code host:port}
     * @param format ndjson (which a webhook always has), csv, cef or ocsf
     * @param secretFile of a webhook: holds the secret that signs, {@code whsec_} and base64 (Standard Webhooks)
     */
    record Setting(
            String name,
            Type type,
            String target,
            @Nullable String format,
            @Nullable Path secretFile) {
        Setting {
            if (!name.matches("[a-z0-9-]{1,50}")) {
                throw new IllegalArgumentException("a sink's name has small letters, digits and -, not '" + name + "'");
            }
            if (type == Type.WEBHOOK && secretFile == null) {
                throw new IllegalArgumentException("the sink " + name + " is a webhook: it needs a secret-file");
            }
        }

        String formatName() {
            return format == null ? "ndjson" : format.toLowerCase(Locale.ROOT);
        }
    }

    SinkSettings {
        if (sinks != null && sinks.size() > MOST) {
            throw new IllegalArgumentException("there are at most " + MOST + " sinks");
        }
    }

    List<Setting> all() {
        return sinks == null ? List.of() : sinks;
    }
}
