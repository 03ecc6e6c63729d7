package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** Editors and operators find a description of each property of the ledger. */
class ConfigurationMetadataTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application",
                "command-process",
                "query-process",
                "event-store",
                "api",
                "authentication",
                "command-side",
                "query-side"
            })
    void every_property_has_a_description(String file) throws IOException {
        Set<String> described = described();

        assertThat(properties(file))
                .isNotEmpty()
                .allSatisfy(property -> assertThat(described)
                        .as(property)
                        .anySatisfy(name -> assertThat(property).matches(name + "(\\..*|\\[.*)?")));
    }

    private static Stream<String> properties(String file) throws IOException {
        return new YamlPropertySourceLoader()
                .load(file, new ClassPathResource(file + ".yml")).stream()
                        .map(source -> (EnumerablePropertySource<?>) source)
                        .flatMap(source -> Stream.of(source.getPropertyNames()))
                        .filter(name -> name.startsWith("ledger."));
    }

    private static Set<String> described() throws IOException {
        Set<String> names = new TreeSet<>();
        for (URL metadata : Collections.list(ConfigurationMetadataTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = metadata.openStream()) {
                JsonMapper.shared().readTree(json).get("properties").forEach(property -> {
                    if (!property.path("description").asString("").isBlank()) {
                        names.add(property.get("name").asString());
                    }
                });
            }
        }
        return names;
    }
}
