package io.tokenledger.benchmarks;

import io.tokenledger.allinone.TokenLedger;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts the shipped jar on the data of the run, and measures the time, the CPU time and the memory until a verification
 * succeeds. Once with {@code java -jar} and no options, and once as {@code docs/operations.md} says: the extracted
 * layout with an AOT cache.
 */
final class StartBenchmark {
    /** The options of {@code docs/operations.md} and of the Dockerfile. */
    static final List<String> DOCUMENTED_OPTIONS =
            List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TrimNativeHeapInterval=5000");

    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final int FIRST_JAVA_WITH_CACHE = 25;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration UNTIL_QUIET = Duration.ofSeconds(5);
    private static final int SECONDS_OF_WARM_UP = 9;
    private static final int SECONDS_AFTER_WARM_UP = 2;
    private static final String PROGRAM = "all-in-one";

    private final LedgerJvm ledger;
    private final Options options;
    private final KeySeeder.Seeded seeded;
    private final Wrk wrk;
    private final List<Figure> figures = new ArrayList<>();

    StartBenchmark(LedgerJvm ledger, Options options, KeySeeder.Seeded seeded, Wrk wrk) {
        this.ledger = ledger;
        this.options = options;
        this.seeded = seeded;
        this.wrk = wrk;
    }

    /**
     * Measures both starts.
     *
     * @param warmRate requests per second of a warm ledger in the row {@code verify, 1,000 keys}
     */
    List<Figure> figures(double warmRate) throws IOException, InterruptedException {
        start("java -jar", 8, 14, jarCommand());
        String trained = trained();
        if (!trained.isEmpty()) {
            Path program = Path.of(trained, PROGRAM);
            List<String> command = new ArrayList<>(List.of(javaProgram()));
            command.addAll(DOCUMENTED_OPTIONS);
            command.addAll(List.of(
                    NATIVE_ACCESS,
                    "-XX:AOTCache=" + program.resolve(PROGRAM + ".aot"),
                    "-jar",
                    program.resolve(PROGRAM + ".jar").toString()));
            start("AOT cache", 5.5, 10, command);
            measureLoad(warmRate);
        }
        return figures;
    }

    /** The command {@code java -jar} without options. */
    static List<String> jarCommand() throws IOException {
        return List.of(javaProgram(), NATIVE_ACCESS, "-jar", jar().toString());
    }

    private void start(String title, double maxSeconds, double maxCpuSeconds, List<String> command)
            throws IOException, InterruptedException {
        ledger.restart(command);
        long begun = System.nanoTime();
        awaitFirstAnswer(begun);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpuSeconds = ledger.cpuClock().read().sum() / 1e6;
        Thread.sleep(UNTIL_QUIET);
        figures.add(Figure.atMost(maxSeconds, "start to first answer, " + title, seconds, "s"));
        figures.add(Figure.atMost(maxCpuSeconds, "start to first answer, " + title, cpuSeconds, "s CPU"));
        figures.add(
                title.equals("AOT cache")
                        ? Figure.atMost(350, "memory after the start, " + title, megabytes("VmRSS"), "MB")
                        : Figure.of("memory after the start, " + title, megabytes("VmRSS"), "MB"));
    }

    private void measureLoad(double warmRate) throws IOException, InterruptedException {
        int warmUp = options.isShort() ? options.seconds() : SECONDS_OF_WARM_UP;
        Wrk.report(wrk.start(Workload.VERIFY_FEW, warmUp));
        double rate = Wrk.report(wrk.start(Workload.VERIFY_FEW, SECONDS_AFTER_WARM_UP))
                .requestsPerSecond();
        Wrk.report(wrk.start(Workload.VERIFY_FIRST, warmUp));
        figures.add(Figure.atLeast(50, "verify after 10 s of load, of the warm rate", 100 * rate / warmRate, "%"));
        figures.add(Figure.atMost(600, "memory under load, AOT cache", megabytes("VmHWM"), "MB"));
    }

    private void awaitFirstAnswer(long begun) throws IOException, InterruptedException {
        String key;
        try (Stream<String> keys = Files.lines(seeded.file())) {
            key = keys.findFirst().orElseThrow();
        }
        HttpRequest verify = HttpRequest.newBuilder(URI.create(ledger.url() + "/oauth2/verify"))
                .header("Authorization", "Bearer " + key)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (ledger.isAlive() && System.nanoTime() - begun < START_TIMEOUT.toNanos()) {
                try {
                    if (client.send(verify, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // Nothing listens at the port before the start is complete.
                }
                Thread.sleep(POLL_INTERVAL);
            }
        }
        throw new IllegalStateException("The ledger did not start:\n" + Files.readString(ledger.log()));
    }

    /** A line of {@code /proc/<pid>/status}, in MB. */
    private double megabytes(String line) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(ledger.pid()), "status"));
        Matcher kilobytes = Pattern.compile(line + ":\\s+(\\d+) kB").matcher(status);
        if (!kilobytes.find()) {
            throw new IllegalStateException("/proc has no " + line);
        }
        return Double.parseDouble(kilobytes.group(1)) / 1_000;
    }

    /** The folder of a training run; empty if there is none. */
    private String trained() throws IOException, InterruptedException {
        if (!options.trained().isEmpty()) {
            return options.trained();
        }
        if (options.isShort()) {
            System.err.println("SKIPPED: the start with an AOT cache. Give --trained=FOLDER (deploy/aot/train.sh)");
            return "";
        }
        if (Runtime.version().feature() < FIRST_JAVA_WITH_CACHE) {
            System.err.println("SKIPPED: the start with an AOT cache. It needs Java " + FIRST_JAVA_WITH_CACHE);
            return "";
        }
        Path folder = ledger.directory().resolve("trained");
        String jars = Objects.requireNonNull(jar().getParent()).toString();
        ProcessBuilder training = new ProcessBuilder("deploy/aot/train.sh", jars, folder.toString(), PROGRAM);
        training.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = training.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("deploy/aot/train.sh failed:\n" + output);
        }
        return folder.toString();
    }

    /** The executable jar, next to the one on the class path. */
    private static Path jar() throws IOException {
        try {
            Path onClassPath = Path.of(TokenLedger.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.list(onClassPath.getParent())) {
                return files.filter(file -> file.toString().endsWith("-exec.jar"))
                        .findFirst()
                        .orElseThrow();
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
