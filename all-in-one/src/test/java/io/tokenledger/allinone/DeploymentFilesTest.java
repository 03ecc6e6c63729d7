package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenledger.allinone.harness.AxonServer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.DocumentShell;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RouteSides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** The deployment files for containers agree with the code. */
class DeploymentFilesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)");

    private final Map<String, Object> compose = new Yaml().load(read("docker-compose.yml"));
    private final Map<String, Map<String, Object>> services = map(compose.get("services"));

    @Test
    void every_variable_is_one_that_the_code_reads() throws IOException {
        Set<String> known = new TreeSet<>(Set.of("SERVER_PORT"));
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().matches(".*/src/main/resources/[a-z-]+\\.yml"))
                    .forEach(file -> known.addAll(variables(file)));
        }

        for (String process : programs()) {
            assertThat(environment(process).keySet()).as(process).isSubsetOf(known);
        }
        assertThat(Pattern.compile("^ENV (\\w+)=\\S+ (\\w+)=", Pattern.MULTILINE)
                        .matcher(read("Dockerfile"))
                        .results()
                        .flatMap(found -> Stream.of(found.group(1), found.group(2))))
                .hasSize(2)
                .isSubsetOf(known);
    }

    @Test
    void there_are_two_of_each_side_and_nobody_has_a_password_that_is_known() {
        assertThat(processes())
                .containsExactlyInAnyOrder("command-side-1", "command-side-2", "query-side-1", "query-side-2");
        Map<String, Object> store = map(services.get("postgres").get("environment"));
        assertThat(processes().stream().map(process -> environment(process).get("LEDGER_POSTGRES_PASSWORD")))
                .containsOnly(store.get("POSTGRES_PASSWORD"))
                .allMatch(password -> password.toString().startsWith("${LEDGER_POSTGRES_PASSWORD:?"));
        assertThat(environment("command-side-1")
                        .get("LEDGER_BOOTSTRAP_PASSWORD")
                        .toString())
                .startsWith("${LEDGER_BOOTSTRAP_PASSWORD:?");
        assertThat(environment("query-side-1").get("LEDGER_POSTGRES_URL"))
                .isEqualTo("jdbc:postgresql://postgres:5432/" + store.get("POSTGRES_DB"));
        assertThat(environment("query-side-1").get("LEDGER_POSTGRES_USERNAME")).isEqualTo(store.get("POSTGRES_USER"));
    }

    @Test
    void axon_server_is_the_one_that_tests_run_against_and_lets_nobody_in_without_a_token() {
        Map<String, Object> server = services.get("axonserver");
        Map<String, Object> itsOwn = map(server.get("environment"));
        assertThat(server.get("image")).isEqualTo(AxonServer.IMAGE);
        assertThat(itsOwn.get("AXONIQ_AXONSERVER_ACCESSCONTROL_ENABLED")).isEqualTo("true");
        assertThat(itsOwn.get("AXONIQ_AXONSERVER_ACCESSCONTROL_ADMINTOKEN").toString())
                .startsWith("${LEDGER_AXONSERVER_ADMIN_TOKEN:?");
        for (String process : processes()) {
            assertThat(environment(process).get("LEDGER_AXONSERVER_TOKEN").toString())
                    .isEqualTo(itsOwn.get("AXONIQ_AXONSERVER_ACCESSCONTROL_TOKEN"))
                    .startsWith("${LEDGER_AXONSERVER_TOKEN:?");
            assertThat(environment(process).get("LEDGER_AXONSERVER_SERVERS"))
                    .isEqualTo(itsOwn.get("AXONIQ_AXONSERVER_HOSTNAME") + ":8124");
            assertThat(environment(process).get("LEDGER_STORE")).isEqualTo("axonserver");
        }
    }

    @Test
    void every_service_has_limits_and_says_whether_it_is_well() {
        services.forEach((name, service) -> {
            assertThat(service).as(name).containsKeys("image", "restart", "mem_limit", "cpus");
            assertThat(service.containsKey("healthcheck") || service.containsKey("build"))
                    .as(name)
                    .isTrue();
        });
        LedgerUnderTest ledger = LedgerUnderTest.shared();
        for (String file : List.of("Dockerfile", "docker-compose.yml")) {
            Matcher path = Pattern.compile("(/actuator/health/\\w+)").matcher(read(file));
            assertThat(path.find()).isTrue();
            assertThat(Client.of(ledger).get(path.group(1)).status()).isEqualTo(200);
        }
    }

    @Test
    void every_image_is_pinned_to_one_version() {
        List<String> images = Stream.concat(
                        services.values().stream()
                                .filter(service -> !service.containsKey("build"))
                                .map(service -> service.get("image").toString()),
                        Pattern.compile("^FROM (\\S+:\\S+)", Pattern.MULTILINE)
                                .matcher(read("Dockerfile"))
                                .results()
                                .map(image -> image.group(1)))
                .toList();
        assertThat(images)
                .hasSize(6)
                .allMatch(image -> image.matches(
                        "(postgres:\\d+\\.\\d+|[a-z/-]+:v?\\d+\\.\\d+\\.\\d+[^@]*)(@sha256:[0-9a-f]{64})?"));
    }

    @Test
    void nginx_closes_an_idle_connection_before_a_process_does() {
        Duration ofProcesses = seconds("\\s\\skeep-alive-timeout: (\\d+)s", read("api/src/main/resources/api.yml"));
        Duration ofNginx = seconds("keepalive_timeout (\\d+)s;", read("deploy/nginx/processes.conf"));
        assertThat(ofProcesses).isGreaterThanOrEqualTo(ofNginx.plusSeconds(10));
    }

    private static Duration seconds(String setting, String file) {
        Matcher found = Pattern.compile(setting).matcher(file);
        assertThat(found.find()).as(setting).isTrue();
        return Duration.ofSeconds(Long.parseLong(found.group(1)));
    }

    @Test
    void the_images_are_built_from_the_jars_that_the_modules_make_and_run_as_nobody_special() {
        String dockerfile = read("Dockerfile");
        for (String process : programs()) {
            Map<String, Object> build = map(services.get(process).get("build"));
            String target = build.get("target").toString();
            assertThat(dockerfile)
                    .contains("FROM ledger AS " + target)
                    .contains("/build/" + target + "/target/" + target + "-*-exec.jar");
            assertThat(read(target + "/pom.xml")).contains("<classifier>exec</classifier>");
            assertThat(process).startsWith(target);
        }
        assertThat(dockerfile).contains("USER 10001").containsPattern("FROM eclipse-temurin:25[^ ]*-jre AS ledger");
        assertThat(environment("query-side-1").get("SERVER_PORT")).isEqualTo("8080");
        assertThat(dockerfile).contains("EXPOSE 8080");
    }

    @Test
    void every_image_starts_what_the_training_has_made() {
        String dockerfile = read("Dockerfile");
        assertThat(dockerfile).contains("RUN /training/train.sh /training /ledger/programs\n");
        for (String program : List.of("command-side", "query-side", "web-console", "all-in-one")) {
            String folder = "/ledger/programs/" + program;
            String files = folder + "/" + program;
            assertThat(dockerfile)
                    .contains("COPY --from=training " + folder + " " + folder + "\n")
                    .contains("ENTRYPOINT [\"java\", \"-XX:AOTCache=" + files + ".aot\", \"-jar\", \"" + files
                            + ".jar\"]\n");
            assertThat(read("deploy/aot/train.sh")).contains(" " + program + " ");
        }
    }

    @Test
    void the_options_of_java_are_the_same_in_the_image_the_documents_and_the_training() {
        String options = "-Xms64m -Xmx512m -XX:+UseSerialGC";
        for (String file : List.of("Dockerfile", "deploy/aot/train.sh", "docs/operations.md", "docs/processes.md")) {
            assertThat(read(file)).as(file).contains(options);
        }
        for (String file : List.of("Dockerfile", "docs/operations.md", "docs/processes.md")) {
            assertThat(read(file)).as(file).contains(options + " -XX:TrimNativeHeapInterval=5000");
        }
    }

    @Test
    void nginx_and_prometheus_know_every_process() {
        Set<String> addresses =
                programs().stream().map(process -> process + ":8080").collect(Collectors.toSet());
        assertThat(Pattern.compile("server (\\S+) ")
                        .matcher(read("deploy/nginx/processes.conf"))
                        .results()
                        .map(server -> server.group(1)))
                .containsOnlyOnceElementsOf(addresses.stream()
                        .filter(address -> address.startsWith("query"))
                        .toList())
                .containsOnly(addresses.toArray(String[]::new));
        Map<String, Object> prometheus = new Yaml().load(read("deploy/prometheus/prometheus.yml"));
        assertThat(prometheus.toString()).contains(addresses).contains("metrics_path=/actuator/prometheus");
        assertThat(services.get("nginx").toString()).contains("8080:8080");
        assertThat(read("deploy/nginx/nginx.conf")).contains("listen 8080;");
    }

    @Test
    void nginx_mounts_every_file_that_it_includes() {
        String mounted = services.get("nginx").get("volumes").toString();
        assertThat(Pattern.compile("include (\\S+);")
                        .matcher(read("deploy/nginx/nginx.conf"))
                        .results()
                        .map(included -> included.group(1)))
                .contains("forward-auth.conf")
                .allMatch(file -> mounted.contains("./deploy/nginx/" + file + ":/etc/nginx/" + file + ":ro"));
    }

    /** A header that nginx neither sets nor clears is under the client's control. */
    @Test
    void nginx_sets_or_clears_every_header_that_says_what_is_asked_about() {
        for (String file : List.of("deploy/nginx/nginx.conf", "deploy/forward-auth/nginx.conf")) {
            String verify = read(file)
                    .lines()
                    .dropWhile(line -> !line.contains("/oauth2/verify") && !line.contains("= /ask-the-ledger"))
                    .takeWhile(line -> !line.equals("        }"))
                    .collect(Collectors.joining("\n"));
            for (String header : List.of(
                    "X-Original-Method",
                    "X-Original-Host",
                    "X-Original-URI",
                    "X-Original-URL",
                    "X-Forwarded-Method",
                    "X-Forwarded-Host",
                    "X-Forwarded-Uri",
                    "X-Forwarded-For",
                    "X-Forwarded-Proto")) {
                assertThat(verify).as(file).contains("proxy_set_header " + header + " ");
            }
        }
    }

    @Test
    void nginx_sends_every_route_to_the_side_that_answers_it() {
        RouteSides sides = new RouteSides();
        LedgerUnderTest.shared()
                .applications()
                .forEach(application -> application
                        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                        .getHandlerMethods()
                        .forEach((mapping, handler) -> {
                            String home = handler.getBeanType().getPackageName();
                            String side = sideOf(home);
                            if (side != null) {
                                for (String pattern : mapping.getPatternValues()) {
                                    String path = pattern.replaceAll(
                                            "\\{[^}]*}", UUID.randomUUID().toString());
                                    for (RequestMethod method :
                                            mapping.getMethodsCondition().getMethods()) {
                                        assertThat(sides.of(method.name(), path))
                                                .as(method + " " + path)
                                                .isEqualTo(side);
                                    }
                                }
                            }
                        }));
    }

    private static @Nullable String sideOf(String packageName) {
        if (packageName.startsWith("io.tokenledger.command")) {
            return "command";
        }
        if (packageName.startsWith("io.tokenledger.query")) {
            return "query";
        }
        return packageName.startsWith("io.tokenledger.console") ? "console" : null;
    }

    @Test
    void docker_compose_itself_understands_the_file() throws Exception {
        assumeTrue(
                DocumentShell.run("docker compose version >/dev/null 2>&1 && echo yes || true", Map.of())
                        .contains("yes"),
                "SKIPPED: there is no docker compose here. Run: docker compose config --quiet");
        assertThat(DocumentShell.run(
                        "cd .. && docker compose config --quiet && echo understood",
                        Map.of(
                                "LEDGER_POSTGRES_PASSWORD", "x",
                                "LEDGER_BOOTSTRAP_PASSWORD", "x",
                                "LEDGER_AXONSERVER_TOKEN", "x",
                                "LEDGER_AXONSERVER_ADMIN_TOKEN", "x")))
                .contains("understood");
    }

    @Test
    void the_console_calls_nginx_and_shares_its_secret_with_every_process() {
        Map<String, Object> console = environment("web-console");

        assertThat(services.get("nginx").get("networks").toString())
                .contains(console.get("LEDGER_CONSOLE_API_URL").toString().replaceAll("http://|:8080", ""));
        assertThat(processes().stream().map(process -> environment(process).get("LEDGER_CONSOLE_SECRET")))
                .containsOnly(console.get("LEDGER_CONSOLE_SECRET"))
                .allMatch(secret -> secret.toString().startsWith("${LEDGER_CONSOLE_SECRET:?"));
        assertThat(console).doesNotContainKeys("LEDGER_POSTGRES_PASSWORD", "LEDGER_BOOTSTRAP_PASSWORD");
    }

    /** The processes of both sides, and the console. */
    private Set<String> programs() {
        return Stream.concat(processes().stream(), Stream.of("web-console")).collect(Collectors.toSet());
    }

    private Set<String> processes() {
        return services.keySet().stream()
                .filter(name -> name.contains("-side-"))
                .collect(Collectors.toSet());
    }

    private Map<String, Object> environment(String process) {
        return map(services.get(process).get("environment"));
    }

    private static Set<String> variables(Path file) {
        try {
            return VARIABLE.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // YAML maps have string keys
    private static <V> Map<String, V> map(Object value) {
        return (Map<String, V>) value;
    }
}
