package io.tokenledger.query.exposure;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The report as one HTML page that prints well. Every value is escaped by the template. */
@Component
class ExposurePage {
    private final Template template;

    ExposurePage() throws IOException {
        try (Reader source = new InputStreamReader(
                new ClassPathResource("pages/exposure.mustache").getInputStream(), StandardCharsets.UTF_8)) {
            template = Mustache.compiler().escapeHTML(true).nullValue("").compile(source);
        }
    }

    String of(ExposureReport report) {
        return template.execute(report);
    }
}
