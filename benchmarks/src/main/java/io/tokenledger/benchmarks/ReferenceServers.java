package io.tokenledger.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs that the ledger is compared with: a Tomcat without its filters, and nginx where it is installed. */
final class ReferenceServers implements AutoCloseable {
    private static final int START_SECONDS = 30;

    private final Map<Workload.Server, ReferenceServer> servers = new EnumMap<>(Workload.Server.class);

    private record ReferenceServer(Process process, int port) {}

    private ReferenceServers() {}

    /** Starts the servers with files in a directory. */
    static ReferenceServers start(Path directory) throws IOException, InterruptedException {
        ReferenceServers started = new ReferenceServers();
        try {
            started.startTomcat(Files.createDirectory(directory.resolve("tomcat")));
            Optional<Path> nginx = Stream.concat(
                            Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin"))
                    .map(folder -> Path.of(folder, "nginx"))
                    .filter(Files::isExecutable)
                    .findFirst();
            if (nginx.isPresent()) {
                started.startNginx(nginx.get(), Files.createDirectory(directory.resolve("nginx")));
            } else {
                System.err.println("SKIPPED: the row of nginx. Install it with: apt-get install nginx");
            }
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    boolean has(Workload.Server server) {
        return servers.containsKey(server);
    }

    String url(Workload.Server server) {
        return "http://127.0.0.1:" + require(server).port();
    }

    CpuClock clock(Workload.Server server) {
        return CpuClock.of(require(server).process());
    }

    private ReferenceServer require(Workload.Server server) {
        ReferenceServer found = servers.get(server);
        if (found == null) {
            throw new IllegalStateException("There is no server " + server);
        }
        return found;
    }

    private void startTomcat(Path directory) throws IOException, InterruptedException {
        int port = Ports.free();
        List<String> command = new ArrayList<>(LaunchCommand.of(BareTomcat.class, List.of()));
        command.addAll(List.of(Integer.toString(port), directory.toString()));
        start(Workload.Server.TOMCAT, port, command, directory);
    }

    /** One process without a master, so that its CPU time is that of all requests. */
    private void startNginx(Path nginx, Path directory) throws IOException, InterruptedException {
        int port = Ports.free();
        String constant = new String(ConstantEndpoint.ANSWER_TO_GET, StandardCharsets.UTF_8);
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr crit;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path %1$s;
                    proxy_temp_path %1$s;
                    fastcgi_temp_path %1$s;
                    uwsgi_temp_path %1$s;
                    scgi_temp_path %1$s;
                    server {
                        listen 127.0.0.1:%2$d;
                        location / { return 200 "%3$s"; }
                    }
                }
                """.formatted(directory, port, constant));
        List<String> command =
                List.of(nginx.toString(), "-p", directory.toString(), "-e", "stderr", "-c", configuration.toString());
        start(Workload.Server.NGINX, port, command, directory);
    }

    private void start(Workload.Server server, int port, List<String> command, Path directory)
            throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        servers.put(server, new ReferenceServer(process, port));
        for (int tenths = 0; tenths < START_SECONDS * 10 && process.isAlive(); tenths++) {
            if (accepts(port)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(server + " did not start:\n" + Files.readString(log));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        servers.values().forEach(server -> {
            server.process().destroyForcibly();
            try {
                server.process().waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
