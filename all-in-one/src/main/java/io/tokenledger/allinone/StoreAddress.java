package io.tokenledger.allinone;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Address of the embedded PostgreSQL: a UNIX socket in a directory that only the ledger's user can open. Where no such
 * socket is possible, it is a port of the loopback address.
 *
 * @param socketFolder directory of the socket file; null for the loopback address
 * @param port TCP port, or the number that ends the name of the socket file
 */
public record StoreAddress(@Nullable Path socketFolder, int port) {
    private static final Logger LOG = LoggerFactory.getLogger(StoreAddress.class);
    private static final String FOLDER = "socket";
    private static final int SOCKET_NUMBER = 5432;

    /** Maximum path length of a socket file in bytes: 107 on Linux, 103 on macOS. */
    private static final int MAX_PATH_BYTES = 103;

    private static final int PORT_LINE = 3;
    private static final int SOCKET_FOLDER_LINE = 4;

    /**
     * Chooses the address at which the server of this data directory listens.
     *
     * @param temporary parent directory of the socket's directory if the path of the data directory is too long
     */
    static StoreAddress choose(Path dataDirectory, Path temporary) throws IOException {
        if (supportsUnixSockets()) {
            StoreAddress inside = new StoreAddress(dataDirectory.resolve(FOLDER), SOCKET_NUMBER);
            if (inside.fits()) {
                Files.createDirectories(dataDirectory.resolve(FOLDER));
                return inside;
            }
            Path elsewhere = Files.createTempDirectory(temporary, "ledger");
            StoreAddress outside = new StoreAddress(elsewhere, SOCKET_NUMBER);
            if (outside.fits()) {
                LOG.info(
                        "The path of the data directory is too long for a UNIX socket. The socket is in {} instead.",
                        elsewhere);
                return outside;
            }
            Files.delete(elsewhere);
        }
        LOG.warn("The embedded PostgreSQL cannot use a UNIX socket. It listens on 127.0.0.1, where other users of"
                + " this machine can reach it. Use a shorter LEDGER_DATA_DIR, or run no untrusted programs on it.");
        try (ServerSocket free = new ServerSocket(0)) {
            return new StoreAddress(null, free.getLocalPort());
        }
    }

    /**
     * The JDBC URL of the server that runs in a data directory. The password is in its file {@code postgres.password}.
     *
     * @throws IOException if no server runs there
     */
    public static String jdbcUrlOf(Path dataDirectory) throws IOException {
        List<String> pidFile = Files.readAllLines(dataDirectory.resolve("postgres/postmaster.pid"));
        if (pidFile.size() <= SOCKET_FOLDER_LINE) {
            throw new IOException("The embedded PostgreSQL in " + dataDirectory + " is still starting");
        }
        String folder = pidFile.get(SOCKET_FOLDER_LINE).strip();
        int port = Integer.parseInt(pidFile.get(PORT_LINE).strip());
        return new StoreAddress(folder.isEmpty() ? null : Path.of(folder), port).jdbcUrl();
    }

    private static boolean supportsUnixSockets() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.isOpen();
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    private boolean fits() {
        return socketFile().toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES;
    }

    private Path socketFile() {
        return folder().resolve(".s.PGSQL." + port);
    }

    private Path folder() {
        if (socketFolder == null) {
            throw new IllegalStateException("a loopback address has no folder");
        }
        return socketFolder;
    }

    /** PostgreSQL's settings for this address. */
    Map<String, String> serverSettings() {
        if (socketFolder == null) {
            return Map.of(
                    "port", Integer.toString(port), "listen_addresses", "127.0.0.1", "unix_socket_directories", "");
        }
        return Map.of(
                "port",
                Integer.toString(port),
                "listen_addresses",
                "",
                "unix_socket_directories", // a list, in which a quoted path may contain commas
                '"' + socketFolder.toString().replace("\"", "\"\"") + '"',
                "unix_socket_permissions",
                "0700");
    }

    String jdbcUrl() {
        if (socketFolder == null) {
            return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        }
        return "jdbc:postgresql://127.0.0.1/postgres?socketFactory=" + UnixSocketFactory.class.getName()
                + "&socketFactoryArg="
                + URLEncoder.encode(socketFile().toString(), StandardCharsets.UTF_8)
                + "&sslmode=disable&gssEncMode=disable";
    }

    /** Removes files of a killed server; PostgreSQL would take them for those of a running one. */
    void removeLeftovers() throws IOException {
        if (socketFolder != null) {
            Files.deleteIfExists(socketFile());
            Files.deleteIfExists(socketFolder.resolve(socketFile().getFileName() + ".lock"));
        }
    }

    /** Removes a socket directory outside the data directory. */
    void release(Path dataDirectory) throws IOException {
        if (socketFolder != null && !socketFolder.startsWith(dataDirectory)) {
            removeLeftovers();
            Files.deleteIfExists(socketFolder);
        }
    }
}
