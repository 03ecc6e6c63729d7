package io.tokenledger.allinone;

import io.tokenledger.eventstore.postgres.DiskSpaceGuard;
import io.tokenledger.eventstore.postgres.StoreFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import org.springframework.util.unit.DataSize;

/** Rejects appends while PostgreSQL still has enough disk space to finish what it has begun. */
class DiskSpaceMonitor implements DiskSpaceGuard {
    private final FileStore disk;
    private final DataSize reserve;

    DiskSpaceMonitor(DataDirectory data, DataSize reserve) {
        this.reserve = reserve;
        try {
            this.disk = Files.getFileStore(data.root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void requireSpace() {
        try {
            if (disk.getUsableSpace() < reserve.toBytes()) {
                throw new StoreFullException("Less than " + reserve.toMegabytes()
                        + " MB are free on the disk of the data directory. Free some space; writes resume.");
            }
        } catch (IOException e) {
            throw new StoreFullException("The free disk space of the data directory is unknown: " + e.getMessage());
        }
    }
}
