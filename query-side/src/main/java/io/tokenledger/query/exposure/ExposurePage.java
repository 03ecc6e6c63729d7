package io.tokenledger.query.exposure;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The report as one HTML page that prints well. Every value is escaped by the template. */
@Component
class ExposurePage {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Template template;

    ExposurePage() throws IOException {
        try (Reader source = new InputStreamReader(
                new ClassPathResource("pages/exposure.mustache").getInputStream(), StandardCharsets.UTF_8)) {
            template = Mustache.compiler()
                    .escapeHTML(true)
                    .nullValue("")
                    .zeroIsFalse(true)
                    .withFormatter(ExposurePage::shown)
                    .compile(source);
        }
    }

    /** A moment as people read it; the page says that it is in UTC. */
    private static String shown(Object value) {
        return value instanceof Instant moment ? MOMENT.format(moment) : String.valueOf(value);
    }

    String of(ExposureReport report) {
        return template.execute(report);
    }
}
