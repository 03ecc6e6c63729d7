package io.tokenledger.eventstore.jdbc;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Inserts many rows by {@code COPY} in PostgreSQL's binary format. Neither side converts values to text, and PostgreSQL
 * writes a page at a time, while the caller adds the next rows. The values of each row have the order of the columns.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, binary format</a>
 */
public final class CopyRows {
    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short END = -1;
    private static final int NULL = -1;
    private static final int UUID_BYTES = 16;
    private static final byte JSONB_VERSION = 1;
    private static final byte IPV4_FAMILY = 2;
    private static final byte IPV6_FAMILY = 3;
    private static final long MICROS = 1_000_000;
    private static final double NANOS_PER_MICRO = 1_000;

    /** Digits and colons only, so that no name is looked up. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:]*");

    private static final long POSTGRES_EPOCH =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final int SENT_BYTES = 1 << 15;

    private final CopyIn copy;
    private final short columns;
    private ByteBuffer rows = ByteBuffer.allocate(2 * SENT_BYTES).put(HEADER);

    private CopyRows(CopyIn copy, int columns) {
        this.copy = copy;
        this.columns = (short) columns;
    }

    /** Adds rows. It cannot use the connection for another statement. */
    @FunctionalInterface
    public interface Source {
        void addTo(CopyRows rows) throws SQLException;
    }

    /**
     * Inserts rows. Runs in the transaction of the thread, if there is one.
     *
     * @param columns names of the columns, separated by commas
     */
    public static void insert(JdbcOperations jdbc, String table, String columns, Source source) {
        ConnectionCallback<Long> insert = connection -> {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " (" + columns + ") FROM STDIN (FORMAT binary)");
            try {
                CopyRows rows = new CopyRows(copy, columns.split(",").length);
                source.addTo(rows);
                rows.room(Short.BYTES).putShort(END);
                rows.send();
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        };
        jdbc.execute(insert);
    }

    /** Begins the next row. */
    public CopyRows row() throws SQLException {
        if (rows.position() >= SENT_BYTES) {
            send();
        }
        room(Short.BYTES).putShort(columns);
        return this;
    }

    private void send() throws SQLException {
        copy.writeToCopy(rows.array(), 0, rows.position());
        rows.clear();
    }

    /** Adds a {@code bigint}. */
    public CopyRows number(long value) {
        value(Long.BYTES).putLong(value);
        return this;
    }

    /** Adds a {@code boolean}. */
    public CopyRows flag(boolean value) {
        value(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** Adds a {@code uuid}. */
    public CopyRows id(@Nullable UUID value) {
        if (value == null) {
            return nothing();
        }
        value(UUID_BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    /** Adds a {@code timestamptz}, rounded to microseconds as PostgreSQL rounds the text of an instant. */
    public CopyRows time(Instant value) {
        long micros = Math.round(Math.rint(value.getNano() / NANOS_PER_MICRO));
        value(Long.BYTES).putLong((value.getEpochSecond() - POSTGRES_EPOCH) * MICROS + micros);
        return this;
    }

    /** Adds a {@code text}. */
    public CopyRows text(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        value(bytes.length).put(bytes);
        return this;
    }

    /** Adds a {@code jsonb}. */
    public CopyRows json(byte[] value) {
        value(1 + value.length).put(JSONB_VERSION).put(value);
        return this;
    }

    /** Adds an {@code inet}. */
    public CopyRows address(byte @Nullable [] value) {
        if (value == null) {
            return nothing();
        }
        value(Integer.BYTES + value.length)
                .put(value.length == Integer.BYTES ? IPV4_FAMILY : IPV6_FAMILY)
                .put((byte) (value.length * Byte.SIZE))
                .put((byte) 0) // no cidr
                .put((byte) value.length)
                .put(value);
        return this;
    }

    /** The bytes of an address without a prefix length; empty for other texts, which PostgreSQL may accept as {@code inet}. */
    public static Optional<byte[]> addressOf(String text) {
        return IPV6.matcher(text).matches() ? ipv6(text) : Optional.ofNullable(Ipv4Text.bytes(text));
    }

    private static Optional<byte[]> ipv6(String text) {
        try {
            InetAddress address = InetAddress.getByName(text); // an Inet4Address for ::ffff:c000:201
            return address instanceof Inet6Address ? Optional.of(address.getAddress()) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private CopyRows nothing() {
        room(Integer.BYTES).putInt(NULL);
        return this;
    }

    private ByteBuffer value(int bytes) {
        return room(Integer.BYTES + bytes).putInt(bytes);
    }

    private ByteBuffer room(int bytes) {
        if (rows.remaining() < bytes) {
            int size = Math.max(2 * rows.capacity(), rows.position() + bytes);
            rows = ByteBuffer.wrap(Arrays.copyOf(rows.array(), size)).position(rows.position());
        }
        return rows;
    }
}
