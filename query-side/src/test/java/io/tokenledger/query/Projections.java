package io.tokenledger.query;

import io.tokenledger.api.text.InstantText;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Fixtures for tests that read the tables of several projections. */
public final class Projections {
    private Projections() {}

    /** A new database with the tables of the query side. */
    public static TestDatabase newDatabase() {
        return TestDatabase.of("events", "query_side");
    }

    /** A fixture of the projections with these names. */
    public static ProjectionFixture on(TestDatabase database, String... names) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(JdbcTemplate.class, database::template);
            context.registerBean(JdbcClient.class, database::jdbc);
            context.registerBean(JsonMapper.class, Projections::json);
            ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context, false);
            scanner.addIncludeFilter(new AssignableTypeFilter(Projection.class));
            scanner.addIncludeFilter(new AnnotationTypeFilter(Repository.class));
            scanner.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*[.]RevocationWatch")));
            scanner.getBeanDefinitionDefaults().setLazyInit(true); // only the projections and what they need
            scanner.scan("io.tokenledger.query");
            context.refresh();
            Map<String, Projection> known = context.getBeansOfType(Projection.class).values().stream()
                    .collect(Collectors.toMap(Projection::name, Function.identity()));
            return new ProjectionFixture(
                    database, Arrays.stream(names).map(known::get).toArray());
        }
    }

    /** As in {@code WebConfiguration}, as far as it concerns what projections write. */
    public static JsonMapper json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(InstantText.jacksonModule())
                .build();
    }
}
