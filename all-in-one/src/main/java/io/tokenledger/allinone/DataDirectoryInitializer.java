package io.tokenledger.allinone;

import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Locks the data directory before any bean can write a file into it. */
final class DataDirectoryInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
    @Override
    public void initialize(GenericApplicationContext context) {
        String directory = context.getEnvironment().getProperty("ledger.data-dir");
        if (directory != null) { // absent in other applications
            DataDirectory data = DataDirectory.open(Path.of(directory));
            context.registerBean("dataDirectory", DataDirectory.class, () -> data);
        }
    }
}
