package io.tokenledger.query.audittrail.delivery;

import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.format.AuditFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Appends lines to a file, and forces them to its disk. The file is opened anew each time, so that it may be rotated away. */
record FileSink(Path file, AuditFormat format) implements Sink {
    @Override
    public void deliver(List<AuditRow> entries) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            StringBuilder lines = new StringBuilder(out.size() == 0 ? format.head() : "");
            entries.forEach(entry -> lines.append(format.line(entry)).append(format.lineEnd()));
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }
}
